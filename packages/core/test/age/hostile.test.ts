import { beforeAll, describe, expect, it } from 'vitest';
import { decrypt } from '../../src/age/decrypt.ts';
import { createEncryption } from '../../src/age/encrypt.ts';
import { CoreError } from '../../src/errors/core-error.ts';
import { code } from './code.ts';
import { createKey } from './keys.ts';
import { collect, toPieces } from './pieces.ts';

const key = createKey(false);
let file: Uint8Array;
let headerBytes: number;

beforeAll(async () => {
  const encryption = await createEncryption([key.recipient]);
  headerBytes = encryption.header.length;
  file = new Uint8Array(
    Buffer.concat([encryption.header, encryption.push(Buffer.from('a small file')), encryption.finish()]),
  );
});

async function codeOf(bytes: Uint8Array): Promise<string> {
  try {
    await collect(decrypt(toPieces(bytes, 64), [key.identity]));
    return 'accepted';
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return error.code;
  }
}

describe('a small file', () => {
  it('is refused at every length at which it may be cut', async () => {
    for (let length = 0; length < file.length; length += 1) {
      const found = await codeOf(file.subarray(0, length));
      if (length < headerBytes) expect(found, `cut at ${length}`).toBe('age-header-truncated');
      else if (length < headerBytes + 16) expect(found, `cut at ${length}`).toBe('age-truncated');
      else expect(found, `cut at ${length}`).toBe('age-chunk-invalid');
    }
  });

  it('is refused whichever of its bits is flipped', async () => {
    const inHeader = [
      'age-header-invalid',
      'age-header-truncated',
      'age-stanza-invalid',
      'age-no-identity',
      'age-mac-invalid',
    ];
    const textBytes = headerBytes - 16;
    for (let position = 0; position < file.length; position += 1) {
      for (const bit of [0x01, 0x20, 0x80]) {
        const altered = file.slice();
        altered[position] = (file[position] ?? 0) ^ bit;
        const expected = position < textBytes ? inHeader : ['age-chunk-invalid'];
        expect(expected, `byte ${position}`).toContain(await codeOf(altered));
      }
    }
  });

  it('is refused with anything behind it', async () => {
    for (const tail of ['\n', 'more', '\0'.repeat(70_000)]) {
      expect(await codeOf(Buffer.concat([file, Buffer.from(tail)]))).toBe('age-chunk-invalid');
    }
  });
});

describe('a file of several chunks', () => {
  const CHUNK = 65_552;
  let large: Uint8Array;
  let first: number;

  beforeAll(async () => {
    const encryption = await createEncryption([key.recipient]);
    first = encryption.header.length;
    const sealed = [encryption.push(new Uint8Array(3 * 65_536)), encryption.finish()];
    large = new Uint8Array(Buffer.concat([encryption.header, ...sealed]));
  });

  it('is called truncated where it was cut between two chunks', async () => {
    expect(await codeOf(large.subarray(0, first + CHUNK))).toBe('age-truncated');
    expect(await codeOf(large.subarray(0, first + CHUNK + 10))).toBe('age-truncated');
  });

  it('is refused with bytes after its final chunk', async () => {
    expect(await codeOf(Buffer.concat([large, Buffer.from('x')]))).toBe('age-trailing-data');
  });

  it('is refused with its chunks in another order', async () => {
    const start = large.subarray(0, first);
    const chunks = [0, 1, 2].map((index) => large.subarray(first + index * CHUNK, first + (index + 1) * CHUNK));
    const [a, b, c] = chunks as [Uint8Array, Uint8Array, Uint8Array];
    expect(await codeOf(Buffer.concat([start, b, a, c]))).toBe('age-chunk-invalid');
    expect(await codeOf(Buffer.concat([start, a, a, c]))).toBe('age-chunk-invalid');
    expect(await codeOf(Buffer.concat([start, a, c]))).toBe('age-chunk-invalid');
  });
});

describe('a header without end', () => {
  const version = 'age-encryption.org/v1\n';

  /** Text again and again, and how many bytes of it were asked for. */
  function flood(text: string): { source: AsyncGenerator<Uint8Array>; taken: () => number } {
    let taken = 0;
    async function* give(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(version);
      const piece = Buffer.from(text);
      for (;;) {
        taken += piece.length;
        yield piece;
      }
    }
    return { source: give(), taken: () => taken };
  }

  it.each([
    ['of a million stanzas', '-> X25519 a\n\n'.repeat(100)],
    ['of one endless argument', `-> ${'a'.repeat(1_000)}`],
    ['of one endless body', `-> a\n${`${'A'.repeat(64)}\n`.repeat(20)}`],
  ])('%s is refused after 64 KiB', async (_, text) => {
    const { source, taken } = flood(text);
    await expect(collect(decrypt(source, [key.identity]))).rejects.toThrow(code('age-header-too-large'));
    expect(taken()).toBeLessThan(68_000);
  });

  it('of another kind of file is called that', async () => {
    const other = toPieces(new Uint8Array(1_000_000), 100_000);
    await expect(collect(decrypt(other, [key.identity]))).rejects.toThrow(code('age-header-invalid'));
  });

  it('with more stanzas than allowed is refused within 64 KiB', async () => {
    const header = `${version}${'-> a\n\n'.repeat(43)}--- ${'A'.repeat(43)}\n`;
    expect(await codeOf(Buffer.concat([Buffer.from(header), new Uint8Array(32)]))).toBe('age-too-many-stanzas');
  });
});
