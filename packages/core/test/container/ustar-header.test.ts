import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeHeader, paddingAfter, parseHeader } from '../../src/container/ustar-header.ts';
import { isMissing } from '../io/stock-tool.ts';
import { createTemporaryFolder } from '../io/temporary-folder.ts';
import { readFirstBlockOfTar } from './stock-tar.ts';

const invalid = expect.objectContaining({ code: 'container-header-invalid' });

/** The header of a member, with bytes replaced and the checksum made right again. */
function forge(changes: Readonly<Record<number, string>>, size = 5): Uint8Array {
  const block = Buffer.from(encodeHeader({ name: 'manifest.json', size }));
  for (const [at, text] of Object.entries(changes)) block.write(text, Number(at), 'latin1');
  block.write(' '.repeat(8), 148, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

describe('encodeHeader', () => {
  it.skipIf(isMissing('tar'))('writes what GNU tar writes', () => {
    const folder = createTemporaryFolder();
    for (const [name, size] of Object.entries({ 'manifest.json': 5, 'payload.tar.zst.age': 8 ** 11 - 1 })) {
      writeFileSync(join(folder, name), '');
      truncateSync(join(folder, name), size);
      expect(encodeHeader({ name, size })).toEqual(readFirstBlockOfTar(folder, name, 'ustar'));
    }
  });

  it.skipIf(isMissing('tar'))(
    'writes a size from 8 GiB up like GNU tar, which allows it in its own format only',
    () => {
      const folder = createTemporaryFolder();
      writeFileSync(join(folder, 'big'), '');
      truncateSync(join(folder, 'big'), 8 ** 11);
      const theirs = readFirstBlockOfTar(folder, 'big', 'gnu');
      expect(encodeHeader({ name: 'big', size: 8 ** 11 }).subarray(0, 136)).toEqual(theirs.subarray(0, 136));
    },
  );
});

describe('parseHeader', () => {
  it('reads every header that encodeHeader writes', () => {
    const name = fc.stringMatching(/^[!-~]{1,100}$/);
    fc.assert(
      fc.property(name, fc.maxSafeNat(), (name, size) => {
        expect(parseHeader(encodeHeader({ name, size }), 0)).toEqual({ name, size });
      }),
    );
  });

  it('reads both sides of the 8 GiB boundary and the largest safe size', () => {
    for (const size of [0, 8 ** 11 - 1, 8 ** 11, Number.MAX_SAFE_INTEGER]) {
      expect(parseHeader(encodeHeader({ name: 'a', size }), 0)).toEqual({ name: 'a', size });
    }
  });

  it('takes a block of zeros for the end', () => {
    expect(parseHeader(new Uint8Array(512), 0)).toBeNull();
  });

  it.each([
    ['a PAX header', { 156: 'x' }],
    ['a global PAX header', { 156: 'g' }],
    ['a GNU long name', { 156: 'L' }],
    ['a hard link', { 156: '1', 157: 'payload.tar.zst.age' }],
    ['a symbolic link', { 156: '2', 157: '/etc/passwd' }],
    ['a folder', { 156: '5' }],
    ['a sparse file', { 156: 'S' }],
    ['the old regular type', { 156: '\0' }],
    ['the GNU magic', { 257: 'ustar  \0' }],
    ['a prefix', { 345: 'folder' }],
    ['another owner', { 108: '0001750' }],
    ['an owner by name', { 265: 'root' }],
    ['another mode', { 100: '0000755' }],
    ['a time', { 136: '14000000000' }],
    ['a number that ends with a space', { 124: '00000000005 ' }],
    ['a number that begins with spaces', { 124: '          5\0' }],
    ['a number without leading zeros', { 124: '5\0' }],
    ['twelve digits', { 124: '000000000005' }],
    ['a negative size', { 124: '-0000000005\0' }],
    ['a size in base 256 below 8 GiB', { 124: '\x80\0\0\0\0\0\0\0\0\0\0\x05' }],
    ['a size in base 256 beyond the safe integers', { 124: '\x80\0\0\0\0\x20\0\0\0\0\0\0' }],
    ['a negative size in base 256', { 124: '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff' }],
    ['no size', { 124: '\0\0\0\0\0\0\0\0\0\0\0\0' }],
    ['a name with a byte after its end', { 20: 'x' }],
    ['a name with a control character', { 0: '\n' }],
    ['a name beyond ASCII', { 0: '\xe9' }],
    ['data after the header', { 511: 'x' }],
  ])('refuses %s', (_, changes: Record<number, string>) => {
    expect(() => parseHeader(forge(changes), 0)).toThrow(invalid);
  });

  it('refuses every checksum but the unsigned one in the usual notation', () => {
    for (const text of ['000000\0 ', '011701 \0', ' 11701\0 ', '0011701\0']) {
      const block = Buffer.from(encodeHeader({ name: 'manifest.json', size: 5 }));
      block.write(text, 148, 'latin1');
      expect(() => parseHeader(block, 0)).toThrow(invalid);
    }
  });
});

describe('paddingAfter', () => {
  it('fills up the last block', () => {
    expect([0, 1, 511, 512, 513].map(paddingAfter)).toEqual([0, 511, 1, 0, 511]);
  });
});
