import { createDecipheriv, hkdfSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { createNativeAead, createPortableAead } from '../../packages/core/src/age/aead.ts';
import { deriveKey } from '../../packages/core/src/age/header.ts';
import { wrapX25519 } from '../../packages/core/src/age/x25519.ts';
import { CoreError, parsePublicKey } from '../../packages/core/src/index.ts';
import { publicKeyBase64 } from '../../packages/core/src/internal.ts';
import { verifyBytes } from '../../packages/core/src/minisign/sign.ts';
import { describeVectors, fromHex, readVectors, type Wycheproof } from './public-data.ts';

describeVectors('Wycheproof', 'wycheproof', () => {
  it('Ed25519: every signature is judged as it should be', () => {
    interface Signed {
      readonly msg: string;
      readonly sig: string;
    }
    const { testGroups, numberOfTests } =
      readVectors<Wycheproof<{ publicKey: { pk: string } }, Signed>>('wycheproof/ed25519_test.json');
    let judged = 0;
    for (const { publicKey, tests } of testGroups) {
      const line = publicKeyBase64({ keyNumber: new Uint8Array(8), key: fromHex(publicKey.pk) });
      const { key } = parsePublicKey(line);
      for (const { tcId, msg, sig, result } of tests) {
        const signature = fromHex(sig);
        // A signature file holds 64 bytes, or is none.
        const verifies = signature.length === 64 && verifyBytes(signature, fromHex(msg), { key });
        expect(verifies, `${tcId}`).toBe(result === 'valid');
        judged += 1;
      }
    }
    expect(judged).toBe(numberOfTests);
  });

  it('X25519: a stanza is made with the shared secret, and with none that is zero', () => {
    interface Agreement {
      readonly public: string;
      readonly private: string;
      readonly shared: string;
    }
    const { testGroups, numberOfTests } = readVectors<Wycheproof<object, Agreement>>('wycheproof/x25519_test.json');
    const fileKey = new Uint8Array(16).fill(7);
    let [judged, refused] = [0, 0];
    for (const test of testGroups.flatMap(({ tests }) => tests)) {
      const publicKey = fromHex(test.public);
      judged += 1;
      try {
        const { args, body } = wrapX25519(fileKey, publicKey, () => fromHex(test.private));
        const salt = Buffer.concat([Buffer.from(args[0]!, 'base64'), publicKey]);
        const key = hkdfSync('sha256', fromHex(test.shared), salt, 'age-encryption.org/v1/X25519', 32);
        expect(open(new Uint8Array(key), body), `${test.tcId}`).toEqual(Buffer.from(fileKey));
      } catch (error) {
        if (!(error instanceof CoreError)) throw error;
        expect(test.flags, `${test.tcId}`).toContain('ZeroSharedSecret');
        refused += 1;
      }
    }
    expect([judged, refused]).toEqual([numberOfTests, 31]);
  });

  it('ChaCha20-Poly1305: both implementations seal and open, and refuse, what they should', () => {
    interface Sealed {
      readonly key: string;
      readonly iv: string;
      readonly aad: string;
      readonly msg: string;
      readonly ct: string;
      readonly tag: string;
    }
    const { testGroups } = readVectors<Wycheproof<object, Sealed>>('wycheproof/chacha20_poly1305_test.json');
    // age uses nonces of 12 bytes and no additional data.
    const tests = testGroups.flatMap((group) => group.tests).filter(({ iv, aad }) => iv.length === 24 && aad === '');
    for (const { tcId, key, iv, msg, ct, tag, result } of tests) {
      const [nonce, plaintext, sealed] = [fromHex(iv), fromHex(msg), fromHex(ct + tag)];
      for (const create of [createNativeAead, createPortableAead]) {
        const aead = create(fromHex(key));
        const opened = aead.decrypt(nonce, sealed);
        expect(opened && Buffer.from(opened).toString('hex'), `${tcId}`).toBe(result === 'valid' ? msg : null);
        if (result !== 'valid') continue;
        const target = new Uint8Array(sealed.length);
        aead.encrypt(nonce, plaintext, target);
        expect(target, `${tcId}`).toEqual(sealed);
      }
    }
    expect(tests).toHaveLength(45);
  });

  it('HKDF-SHA-256: 32 bytes come out as they should', () => {
    interface Derivation {
      readonly ikm: string;
      readonly salt: string;
      readonly info: string;
      readonly okm: string;
    }
    const { testGroups } = readVectors<Wycheproof<object, Derivation>>('wycheproof/hkdf_sha256_test.json');
    const tests = testGroups.flatMap((group) => group.tests).filter(({ result }) => result === 'valid');
    for (const { tcId, ikm, salt, info, okm } of tests) {
      const derived = deriveKey(fromHex(ikm), fromHex(salt), fromHex(info));
      // Whoever asks for more gets the same bytes first.
      const common = Math.min(okm.length, 64);
      expect(Buffer.from(derived).toString('hex').slice(0, common), `${tcId}`).toBe(okm.slice(0, common));
    }
    expect(tests).toHaveLength(83);
  });
});

function open(key: Uint8Array, body: Uint8Array): Buffer {
  const decipher = createDecipheriv('chacha20-poly1305', key, new Uint8Array(12), { authTagLength: 16 });
  decipher.setAuthTag(body.subarray(-16));
  return Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]);
}
