import { describe, expect, it } from 'vitest';
import { generateSecretKey, SecretKey } from '../../src/minisign/secret-key.ts';
import { hashMessage, joinTrustedPart, signMinisig, verifySignature } from '../../src/minisign/sign.ts';
import { parseSignatureFile } from '../../src/minisign/signature-file.ts';
import { bytesOf, fixedKey, fixedPublicKey } from './fixed-keys.ts';

const message = bytesOf('a message');
const request = { signer: fixedKey, message, untrustedComment: 'a', trustedComment: 'b' };
const signed = parseSignatureFile(await signMinisig(request));

/** The order of the base point of Ed25519. */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The signature with `L` added to its second half: valid for whoever does not demand that S be reduced. */
function addOrder(signature: Uint8Array): Uint8Array {
  const S = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + L;
  const bytes = Buffer.from(S.toString(16).padStart(64, '0'), 'hex').reverse();
  return Uint8Array.of(...signature.subarray(0, 32), ...bytes);
}

describe('signing', () => {
  it('gives a file that verifies', () => {
    expect(verifySignature(signed, message, fixedPublicKey)).toBe(true);
  });

  it('is deterministic', async () => {
    expect(await signMinisig(request)).toEqual(await signMinisig(request));
  });

  it.each([
    ['in the first comment', { untrustedComment: 'a\nb' }],
    ['in the trusted comment', { trustedComment: 'a\nb' }],
    ['that is half a character', { trustedComment: '\ud800' }],
  ])('refuses a newline or the like %s', async (_, change) => {
    await expect(signMinisig({ ...request, ...change })).rejects.toThrow(
      expect.objectContaining({ code: 'signature-comment-invalid' }),
    );
  });

  it('refuses a trusted comment for which the file has no room', async () => {
    await expect(signMinisig({ ...request, trustedComment: 'x'.repeat(4000) })).rejects.toThrow(
      expect.objectContaining({ code: 'signature-too-large' }),
    );
  });

  it.each([
    ['another key’s signature', generateSecretKey()],
    ['too few bytes', { sign: async () => new Uint8Array(63) }],
    ['zeros', { sign: async () => new Uint8Array(64) }],
  ])('refuses a token that answers with %s', async (_, token) => {
    const signer = {
      keyNumber: fixedKey.keyNumber,
      publicKey: fixedKey.publicKey,
      sign: (bytes: Uint8Array) => token.sign(bytes),
    };
    await expect(signMinisig({ ...request, signer })).rejects.toThrow(
      expect.objectContaining({ code: 'signer-mismatch' }),
    );
  });

  it('is over once the key is wiped', async () => {
    const key = generateSecretKey();
    key.wipe();
    await expect(signMinisig({ ...request, signer: key })).rejects.toThrow(
      expect.objectContaining({ code: 'signer-mismatch' }),
    );
  });
});

describe('a secret key', () => {
  it('shows nothing but its public half to a log', () => {
    expect(Object.keys(fixedKey)).toEqual(['keyNumber', 'publicKey']);
  });

  it('does not change with the arrays from which it was made', () => {
    const [keyNumber, seed] = [new Uint8Array(8), new Uint8Array(32)];
    const key = new SecretKey(keyNumber, seed);
    keyNumber.fill(1);
    seed.fill(1);
    expect(key.exportSeed()).toEqual(new Uint8Array(32));
    expect(key.keyNumber).toEqual(new Uint8Array(8));
  });

  it('comes from the randomness that it is given', () => {
    const key = generateSecretKey((length) => new Uint8Array(length).fill(42));
    expect(key.publicKey).toEqual(fixedKey.publicKey);
  });
});

describe('verifying', () => {
  it('fails for another message, trusted comment or key number', () => {
    expect(verifySignature(signed, bytesOf('another message'), fixedPublicKey)).toBe(false);
    expect(verifySignature({ ...signed, trustedComment: 'c' }, message, fixedPublicKey)).toBe(false);
    expect(verifySignature({ ...signed, keyNumber: new Uint8Array(8) }, message, fixedPublicKey)).toBe(false);
  });

  it('fails for another key with the same number', () => {
    const other = { keyNumber: fixedPublicKey.keyNumber, key: generateSecretKey().publicKey };
    expect(verifySignature(signed, message, other)).toBe(false);
  });

  it('fails where the signature is of the message itself, as the legacy kind makes it', async () => {
    const signature = await fixedKey.sign(message);
    const globalSignature = await fixedKey.sign(joinTrustedPart(signature, 'b'));
    expect(verifySignature({ ...signed, signature, globalSignature }, message, fixedPublicKey)).toBe(false);
  });

  it('fails where S is not reduced, though the equation holds', async () => {
    const globalSignature = addOrder(signed.globalSignature);
    expect(verifySignature({ ...signed, globalSignature }, message, fixedPublicKey)).toBe(false);
    const signature = addOrder(signed.signature);
    const resigned = { ...signed, signature, globalSignature: await fixedKey.sign(joinTrustedPart(signature, 'b')) };
    expect(verifySignature(resigned, message, fixedPublicKey)).toBe(false);
  });

  it('fails for the neutral point as key, with which zeros would verify for every message', () => {
    const neutral = new Uint8Array(32).with(0, 1);
    const forged = Uint8Array.of(...neutral, ...new Uint8Array(32));
    const key = { keyNumber: signed.keyNumber, key: neutral };
    expect(verifySignature({ ...signed, signature: forged, globalSignature: forged }, message, key)).toBe(false);
  });

  it('signs the BLAKE2b-512 of RFC 7693', () => {
    expect(Buffer.from(hashMessage(bytesOf('abc'))).toString('hex')).toMatch(/^ba80a53f981c4d0d.*d4009923$/);
  });
});
