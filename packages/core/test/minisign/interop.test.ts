import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodePublicKey, parsePublicKey, publicKeyBase64 } from '../../src/minisign/public-key.ts';
import { encodeSecretKey, generateSecretKey, parseSecretKey } from '../../src/minisign/secret-key.ts';
import { signMinisig, verifySignature } from '../../src/minisign/sign.ts';
import { parseSignatureFile } from '../../src/minisign/signature-file.ts';
import { bytesOf, fixedKey, fixedPublicKey, textOf } from './fixed-keys.ts';
import { minisign, minisignMissing } from './stock-minisign.ts';

const message = bytesOf('{"format": "scelle.batch/1"}\n');
const trustedComment = 'scelle.batch/1 role=sender signer=tmg time=2011-05-16T08:00:00Z';
const signature = await signMinisig({
  signer: fixedKey,
  message,
  untrustedComment: 'scelle.batch/1',
  trustedComment,
});

/** A temporary folder with the files, gone at the end of the test. */
function folderWith(files: Record<string, Uint8Array>) {
  const path = mkdtempSync(join(tmpdir(), 'scelle-minisign-'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(path, name), bytes);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

const signArguments = ['-S', '-s', 'key', '-m', 'm', '-c', 'scelle.batch/1', '-t', trustedComment];
const verifyArguments = ['-V', '-H', '-m', 'm', '-P', publicKeyBase64(fixedPublicKey)];

describe.skipIf(minisignMissing)('stock minisign', () => {
  it('verifies what we sign, and shows the trusted comment', () => {
    using folder = folderWith({ m: message, 'm.minisig': signature });
    const { status, output } = minisign(folder.path, verifyArguments);
    expect(output).toContain(`Trusted comment: ${trustedComment}`);
    expect(status).toBe(0);
  });

  it('refuses what we sign where the message is another', () => {
    using folder = folderWith({ m: bytesOf('another'), 'm.minisig': signature });
    expect(minisign(folder.path, verifyArguments).status).toBe(1);
  });

  it('reads the longest first comment that we write', async () => {
    const longest = await signMinisig({
      signer: fixedKey,
      message,
      untrustedComment: 'x'.repeat(1003),
      trustedComment,
    });
    using folder = folderWith({ m: message, 'm.minisig': longest });
    expect(minisign(folder.path, verifyArguments).status).toBe(0);
  });

  it('writes the same signature file with our key, byte for byte', async () => {
    using folder = folderWith({ m: message, key: await encodeSecretKey(fixedKey, null) });
    expect(minisign(folder.path, signArguments).status).toBe(0);
    expect(textOf(readFileSync(join(folder.path, 'm.minisig')))).toBe(textOf(signature));
  });

  it('opens our encrypted key with its passphrase', async () => {
    using folder = folderWith({ m: message, key: await encodeSecretKey(fixedKey, 'sésame', { workFactor: 10 }) });
    expect(minisign(folder.path, signArguments, 'sésame\n').status).toBe(0);
    expect(textOf(readFileSync(join(folder.path, 'm.minisig')))).toBe(textOf(signature));
  });

  it('writes the same public key file, byte for byte', async () => {
    const key = generateSecretKey((length) => new Uint8Array(length).fill(0xa7));
    using folder = folderWith({ key: await encodeSecretKey(key, null) });
    expect(minisign(folder.path, ['-R', '-s', 'key', '-p', 'pub']).status).toBe(0);
    const expected = encodePublicKey({ keyNumber: key.keyNumber, key: key.publicKey });
    expect(textOf(readFileSync(join(folder.path, 'pub')))).toBe(textOf(expected));
  });

  it('makes keys and signatures that we accept', async () => {
    using folder = folderWith({ m: message });
    expect(minisign(folder.path, ['-G', '-W', '-s', 'key', '-p', 'pub']).status).toBe(0);
    expect(minisign(folder.path, signArguments).status).toBe(0);

    const publicKey = parsePublicKey(readFileSync(join(folder.path, 'pub')));
    const file = parseSignatureFile(readFileSync(join(folder.path, 'm.minisig')));
    expect(file).toMatchObject({ untrustedComment: 'scelle.batch/1', trustedComment });
    expect(verifySignature(file, message, publicKey)).toBe(true);

    const key = await parseSecretKey(readFileSync(join(folder.path, 'key')));
    expect({ keyNumber: key.keyNumber, key: key.publicKey }).toEqual(publicKey);
  });

  it('makes default comments that we can read', () => {
    using folder = folderWith({ m: message });
    minisign(folder.path, ['-G', '-W', '-s', 'key', '-p', 'pub']);
    minisign(folder.path, ['-S', '-s', 'key', '-m', 'm']);
    const file = parseSignatureFile(readFileSync(join(folder.path, 'm.minisig')));
    expect(file.trustedComment).toMatch(/^timestamp:\d+\tfile:m\thashed$/);
  });

  it('makes legacy signatures, which we refuse', () => {
    using folder = folderWith({ m: message });
    minisign(folder.path, ['-G', '-W', '-s', 'key', '-p', 'pub']);
    expect(minisign(folder.path, [...signArguments, '-l']).status).toBe(0);
    expect(() => parseSignatureFile(readFileSync(join(folder.path, 'm.minisig')))).toThrow(
      expect.objectContaining({ code: 'signature-legacy' }),
    );
  });
});

/** Made once by `minisign -G` of version 0.11, which takes seconds. */
const stockKey = `untrusted comment: minisign encrypted secret key
RWRTY0IywaAI1SvfBWog1lM96lz/gxaVn2KrY7Hc5yQnY8ics5QAAAACAAAAAAAAAEAAAAAAfatmv27FgPROBfG1qpmx++x5qW9yED/karYCQdDHxbiPqjZfh2qM2U/OBsxUUNOnJh8Hw2+6zGFK1rKg5YA6w79ia/KHJo8Bgl3fDbskpWWcwd6vb78coOBeD6slM+ULKKInQEpMO3w=
`;
const stockPublicKey = 'RWSakHJ/Os07w23TK6us/Xx9/i9I5ccjavKyo4r4HTO2Edjcpngd7vHk\n';

it('we open a key that stock minisign put under a passphrase, at the price of 1 GiB', {
  timeout: 180_000,
}, async () => {
  const key = await parseSecretKey(bytesOf(stockKey), 'sésame');
  expect({ keyNumber: key.keyNumber, key: key.publicKey }).toEqual(parsePublicKey(bytesOf(stockPublicKey)));
});
