import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatKeyId, formatKeyIdForFileName } from '../../src/minisign/key-file.ts';
import { encodePublicKey, parsePublicKey, publicKeyBase64 } from '../../src/minisign/public-key.ts';
import { SecretKey } from '../../src/minisign/secret-key.ts';
import { bytesOf, fixedPublicKey, textOf } from './fixed-keys.ts';

const line = publicKeyBase64(fixedPublicKey);

describe('a key id', () => {
  it('is the key number in reversed byte order, with its leading zeros', () => {
    expect(formatKeyId(Uint8Array.of(0xef, 2, 3, 4, 5, 6, 7, 0x0a))).toBe('0A070605040302EF');
  });

  it('is in lower case in file names', () => {
    expect(formatKeyIdForFileName(Uint8Array.of(0xef, 2, 3, 4, 5, 6, 7, 0x0a))).toBe('0a070605040302ef');
  });
});

describe('a public key', () => {
  it('has a line of 56 characters that begins like every key of minisign', () => {
    expect(line).toMatch(/^RW[A-Za-z0-9+/]{54}$/);
  });

  it('is read from its file, from its line, and from text', () => {
    const file = encodePublicKey(fixedPublicKey);
    expect(parsePublicKey(file)).toEqual(fixedPublicKey);
    expect(parsePublicKey(textOf(file))).toEqual(fixedPublicKey);
    expect(parsePublicKey(line)).toEqual(fixedPublicKey);
    expect(parsePublicKey(bytesOf(`${line}\n`))).toEqual(fixedPublicKey);
  });

  it('is read whatever its comment says and however its lines end', () => {
    expect(parsePublicKey(`untrusted comment: été\r\n${line}\r\n`)).toEqual(fixedPublicKey);
    expect(parsePublicKey(`untrusted comment: \n${line}`)).toEqual(fixedPublicKey);
  });

  it('survives encoding and parsing', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(bytes(8), bytes(32), (keyNumber, seed) => {
        const publicKey = { keyNumber, key: new SecretKey(keyNumber, seed).publicKey };
        expect(parsePublicKey(encodePublicKey(publicKey))).toEqual(publicKey);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a comment alone', 'untrusted comment: minisign public key\n'],
    ['another first line', `comment: a key\n${line}\n`],
    ['three lines', `untrusted comment: a\n${line}\n${line}\n`],
    ['a line that is too short', line.slice(0, -4)],
    ['a line that is too long', `${line}AAAA`],
    ['another alphabet', `${line.slice(0, -1)}_`],
    ['another algorithm', `AA${line.slice(2)}`],
    ['four megabytes', 'A'.repeat(4_000_000)],
  ])('is refused where there is %s', (_, file) => {
    expect(() => parsePublicKey(file)).toThrow(expect.objectContaining({ code: 'public-key-invalid' }));
  });

  it.each([
    ['the neutral point', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['a point of order 4', '0000000000000000000000000000000000000000000000000000000000000000'],
    ['a point of order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['bytes that are not reduced', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['bytes that are no point', '0200000000000000000000000000000000000000000000000000000000000000'],
  ])('is refused where it is %s', (_, hex) => {
    const weak = publicKeyBase64({ keyNumber: fixedPublicKey.keyNumber, key: Buffer.from(hex, 'hex') });
    expect(() => parsePublicKey(weak)).toThrow(expect.objectContaining({ code: 'public-key-weak' }));
  });
});
