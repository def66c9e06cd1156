import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoreError } from '../../src/errors/core-error.ts';
import { encodeSecretKey, parseSecretKey, SecretKey } from '../../src/minisign/secret-key.ts';
import { bytesOf, fixedKey, textOf } from './fixed-keys.ts';

const cheap = { workFactor: 10 };
const clear = await encodeSecretKey(fixedKey, null);
const locked = await encodeSecretKey(fixedKey, 'a passphrase', cheap);

/** The file with bytes of its block replaced from `offset`. */
function patch(file: Uint8Array, offset: number, bytes: ArrayLike<number>): Uint8Array {
  const [comment, line] = textOf(file).split('\n');
  const block = Buffer.from(line!, 'base64');
  block.set(bytes, offset);
  return bytesOf(`${comment}\n${block.toString('base64')}\n`);
}

/** A little-endian 64-bit number. */
function uint64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}

/** The code with which opening fails, or "opened". */
async function tryOpening(file: Uint8Array, passphrase?: string): Promise<string> {
  try {
    await parseSecretKey(file, passphrase);
    return 'opened';
  } catch (error) {
    if (error instanceof CoreError) return error.code;
    throw error;
  }
}

describe('a secret key file', () => {
  it('has two lines like minisign’s', () => {
    expect(textOf(clear)).toMatch(/^untrusted comment: minisign encrypted secret key\nRW[A-Za-z0-9+/]{209}=\n$/);
  });

  it('survives encoding and parsing, in the clear and encrypted', async () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const passphrases = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(bytes(8), bytes(32), passphrases, async (keyNumber, seed, passphrase) => {
        const key = new SecretKey(keyNumber, seed);
        const opened = await parseSecretKey(await encodeSecretKey(key, passphrase, cheap), passphrase);
        expect(opened.keyNumber).toEqual(keyNumber);
        expect(opened.exportSeed()).toEqual(seed);
      }),
      { numRuns: 30 },
    );
  });

  it('never comes out twice the same where it is encrypted', async () => {
    expect(await encodeSecretKey(fixedKey, 'a passphrase', cheap)).not.toEqual(locked);
  });

  it('takes its salt from the randomness that it is given', async () => {
    const options = { ...cheap, random: (length: number) => new Uint8Array(length) };
    expect(await encodeSecretKey(fixedKey, 'p', options)).toEqual(await encodeSecretKey(fixedKey, 'p', options));
  });

  it('holds nothing of the secret where it is encrypted', () => {
    const block = Buffer.from(textOf(locked).split('\n')[1]!, 'base64');
    expect(block.includes(Buffer.from(fixedKey.exportSeed()))).toBe(false);
    expect(block.includes(Buffer.from(fixedKey.publicKey))).toBe(false);
  });

  it('opens with the right passphrase alone', async () => {
    expect(await tryOpening(locked, 'a passphrase')).toBe('opened');
    expect(await tryOpening(locked, 'A passphrase')).toBe('passphrase-wrong');
    expect(await tryOpening(locked)).toBe('passphrase-required');
    expect(await tryOpening(locked, '')).toBe('passphrase-required');
  });

  it('cannot be encrypted with an empty passphrase, or beyond the cost that we open', async () => {
    await expect(encodeSecretKey(fixedKey, '')).rejects.toThrow(
      expect.objectContaining({ code: 'passphrase-required' }),
    );
    await expect(encodeSecretKey(fixedKey, 'p', { workFactor: 21 })).rejects.toThrow(
      expect.objectContaining({ code: 'key-cost-too-high' }),
    );
  });

  it('opens in the clear without a checksum, as minisign 0.11 writes it, and with the right one', async () => {
    expect(await tryOpening(patch(clear, 126, new Uint8Array(32)))).toBe('opened');
    expect(await tryOpening(clear)).toBe('opened');
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['its first line alone', clear.subarray(0, 49)],
    ['a megabyte', new Uint8Array(1_000_000).fill(65)],
    ['bytes that are not text', new Uint8Array(270).fill(255)],
    ['another algorithm', patch(clear, 0, bytesOf('ED'))],
    ['another key derivation', patch(clear, 2, bytesOf('Ar'))],
    ['another checksum algorithm', patch(clear, 4, bytesOf('B3'))],
    ['a checksum that does not fit', patch(clear, 126, [1])],
    ['another key number than the checksum covers', patch(clear, 54, [99])],
    ['a public half that is not the seed’s', patch(patch(clear, 126, new Uint8Array(32)), 94, [1, 2, 3])],
  ])('is refused where there is %s', async (_, file) => {
    expect(await tryOpening(file)).toBe('secret-key-invalid');
  });

  it.each([
    ['2 GiB of memory', 38, [...uint64(2n ** 26n), ...uint64(2n ** 31n)]],
    ['all the memory that there is', 38, [...uint64(2n ** 64n - 1n), ...uint64(2n ** 64n - 1n)]],
    ['endless time in little memory', 38, [...uint64(2n ** 64n - 1n), ...uint64(0n)]],
  ])('is refused at once where it asks for %s', async (_, offset, bytes) => {
    expect(await tryOpening(patch(locked, offset, bytes), 'a passphrase')).toBe('key-cost-too-high');
  });

  it('never opens truncated', async () => {
    for (let length = 0; length < clear.length - 1; length += 1) {
      expect(await tryOpening(clear.subarray(0, length))).toBe('secret-key-invalid');
    }
  });

  it('never opens with a flipped byte where it is encrypted', async () => {
    const block = Buffer.from(textOf(locked).split('\n')[1]!, 'base64');
    // From 38 stand the limits: other limits that give the same cost open the file, as they do in minisign.
    const offsets = [0, 2, 4, 6, 37, 54, 61, 62, 93, 94, 125, 126, 157];
    for (const offset of offsets) {
      const file = patch(locked, offset, [block[offset]! ^ 1]);
      expect(await tryOpening(file, 'a passphrase'), `byte ${offset}`).toMatch(
        /^(passphrase-wrong|secret-key-invalid)$/,
      );
    }
  });
});
