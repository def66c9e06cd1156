import { chmod, mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type CraftedMember,
  craftTar,
  describeWithTools,
  stockTool,
  tarEndMark,
  temporaryFolder,
  textMember,
} from '@scelle/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Group, openContent } from '../../src/batch/read-groups.ts';
import { encodeMembers } from '../../src/container/inner-tar.ts';
import { writeChecksum } from '../../src/container/ustar-header.ts';
import { CoreError } from '../../src/errors/core-error.ts';
import { cut } from '../io/collect.ts';
import { sha256Of } from './batches.ts';
import { codeOf } from './code-of.ts';

const salt = textMember('salt.key', '0a'.repeat(32));
const document = textMember('batch.json', '{}\n');
const records = textMember('records/000000.jsonl', '{"a":1}\n{"b":2}\n');
const [first, second] = ['first', 'second']
  .map((text) => ({ name: `attachments/${sha256Of(Buffer.from(text))}`, bytes: Buffer.from(text) }))
  .sort((a, b) => (a.name < b.name ? -1 : 1)) as CraftedMember[] as [CraftedMember, CraftedMember];
const nextRecords = textMember('records/000001.jsonl', '{"c":3}\n');
const honest = [salt, document, records, first, second, nextRecords];

async function readAll(tar: Uint8Array, contentBytes = tar.length, pieceLength = 65_536): Promise<Group[]> {
  const { groups } = await openContent(cut(tar, pieceLength), contentBytes);
  const read: Group[] = [];
  for await (const group of groups) read.push(group);
  return read;
}

/** The code with which a tar of these members is refused. */
function codeOfTar(members: readonly CraftedMember[], end?: Uint8Array): Promise<string> {
  return codeOf(readAll(craftTar(members, end)));
}

/** The honest members with something in the place of one. */
function replacing(replaced: CraftedMember, ...by: readonly CraftedMember[]): CraftedMember[] {
  return honest.flatMap((member) => (member === replaced ? by : [member]));
}

describe('openContent', () => {
  it('gives the head and the groups with their attachments, in pieces of any length', async () => {
    const tar = craftTar(honest);
    for (const pieceLength of [1, 7, 511, 512, 513, 1_024, tar.length]) {
      const { head, groups } = await openContent(cut(tar, pieceLength), tar.length);
      expect(head).toEqual({ saltKey: Buffer.alloc(32, 0x0a), document: document.bytes });
      const read = [];
      for await (const { index, lines, attachments } of groups) {
        read.push([
          index,
          Buffer.from(lines).toString(),
          attachments.map(({ bytes }) => Buffer.from(bytes).toString()),
        ]);
      }
      expect(read).toEqual([
        [0, '{"a":1}\n{"b":2}\n', [first, second].map(({ bytes }) => Buffer.from(bytes!).toString())],
        [1, '{"c":3}\n', []],
      ]);
    }
  });

  it('gives no group where there are no records', async () => {
    expect(await readAll(craftTar([salt, document]))).toEqual([]);
  });

  it('reads what encodeMembers writes, and exactly the bytes of any other ustar', async () => {
    const content = fc.uint8Array({ minLength: 1, maxLength: 1_500 });
    await fc.assert(
      fc.asyncProperty(fc.array(content, { maxLength: 5 }), async (lines) => {
        const groups = lines.map((bytes, index) => ({
          name: `records/00000${index}.jsonl`,
          bytes: Buffer.concat([bytes, Buffer.from('\n')]),
        }));
        const members = [salt, document, ...groups].map(({ name, bytes }) => ({ name, bytes: bytes! }));
        const written = Buffer.concat([await encodeMembers(members), tarEndMark]);
        expect(written).toHaveLength(craftTar(members).length);
        for (const tar of [written, craftTar(members)]) {
          const read = await readAll(tar);
          expect(read.map((group) => Buffer.from(group.lines))).toEqual(groups.map(({ bytes }) => bytes));
        }
      }),
    );
  });

  it.each<[string, string, readonly CraftedMember[]]>([
    ['no member at all', 'content-member-unexpected', []],
    ['no salt key', 'content-member-unexpected', replacing(salt)],
    ['no batch.json', 'content-member-unexpected', replacing(document)],
    ['batch.json first', 'content-member-unexpected', [document, salt, records]],
    ['the salt key twice', 'content-member-unexpected', replacing(salt, salt, salt)],
    ['groups out of order', 'content-member-unexpected', [salt, document, nextRecords, records]],
    ['a group left out', 'content-member-unexpected', [salt, document, nextRecords]],
    ['a group twice', 'content-member-unexpected', replacing(records, records, records)],
    ['attachments before any group', 'content-member-unexpected', [salt, document, first, records]],
    ['a member that no batch has', 'content-member-unexpected', [...honest, textMember('readme', 'x')]],
    ['an absolute name', 'content-member-unexpected', replacing(document, { ...document, name: '/batch.json' })],
    ['a dotted name', 'content-member-unexpected', replacing(document, { ...document, name: './batch.json' })],
    ['a name that leads upwards', 'content-member-unexpected', [...honest, textMember('../../etc/passwd', 'x')]],
    ['a name in another case', 'content-member-unexpected', replacing(document, { ...document, name: 'Batch.json' })],
    [
      'a digest in capitals',
      'content-member-unexpected',
      replacing(first, { ...first, name: first.name.toUpperCase().replace('ATTACHMENTS', 'attachments') }),
    ],
    ['an attachment in a folder', 'content-member-unexpected', replacing(first, { ...first, name: 'attachments/x/y' })],
    ['a salt key in capitals', 'content-salt-key', replacing(salt, textMember('salt.key', '0A'.repeat(32)))],
    ['a short salt key', 'content-salt-key', replacing(salt, textMember('salt.key', '0a'.repeat(31)))],
    [
      'a salt key with a newline',
      'content-member-too-large',
      replacing(salt, textMember('salt.key', `${'0a'.repeat(32)}\n`)),
    ],
    ['a group without lines', 'content-group-invalid', replacing(nextRecords, textMember(nextRecords.name, ''))],
    [
      'no newline at the end of a group',
      'content-group-invalid',
      replacing(nextRecords, textMember(nextRecords.name, '{}')),
    ],
    ['attachments out of order', 'content-group-invalid', [salt, document, records, second, first]],
    ['an attachment twice', 'content-group-invalid', [salt, document, records, first, first]],
    ['an attachment without bytes', 'content-group-invalid', replacing(first, { name: first.name })],
    [
      'a hard link',
      'content-member-invalid',
      replacing(first, { name: first.name, type: '1', linkName: 'batch.json' }),
    ],
    [
      'a symbolic link',
      'content-member-invalid',
      replacing(first, { name: first.name, type: '2', linkName: '/etc/passwd' }),
    ],
    ['a file with the target of a link', 'content-member-invalid', replacing(first, { ...first, linkName: 'x' })],
    ['a device', 'content-member-invalid', replacing(first, { name: first.name, type: '3' })],
    ['a folder', 'content-member-invalid', replacing(first, { name: 'attachments', type: '5' })],
    ['a folder of the old kind', 'content-member-unexpected', replacing(first, { name: 'attachments/' })],
    ['a pipe', 'content-member-invalid', replacing(first, { name: first.name, type: '6' })],
    ['a contiguous file', 'content-member-invalid', replacing(first, { ...first, type: '7' })],
    ['a type that nobody knows', 'content-member-invalid', replacing(first, { ...first, type: 'Z' })],
    ['another mode', 'content-member-invalid', replacing(document, { ...document, mode: 0o600 })],
    ['a mode with the set-user-id bit', 'content-member-invalid', replacing(document, { ...document, mode: 0o4644 })],
    ['another time', 'content-member-invalid', replacing(document, { ...document, mtime: 1 })],
    [
      'a PAX header',
      'content-member-invalid',
      replacing(document, { ...textMember('x', '12 comment=x\n'), type: 'x' }, document),
    ],
    [
      'a PAX header that renames',
      'content-member-invalid',
      replacing(document, { ...textMember('x', '19 path=batch.json\n'), type: 'x' }, { ...document, name: 'x' }),
    ],
    [
      'a PAX header that resizes',
      'content-member-invalid',
      replacing(document, { ...textMember('x', '9 size=1\n'), type: 'x' }, document),
    ],
    ['a global PAX header', 'content-member-invalid', [{ ...textMember('x', '12 comment=x\n'), type: 'g' }, ...honest]],
    [
      'a GNU long name',
      'content-member-invalid',
      replacing(document, { ...textMember('././@LongLink', 'batch.json\0'), type: 'L' }, { ...document, name: 'x' }),
    ],
    [
      'a GNU long link',
      'content-member-invalid',
      replacing(document, { ...textMember('././@LongLink', 'x\0'), type: 'K' }, document),
    ],
    [
      'a PAX header behind the last member',
      'content-member-invalid',
      [...honest, { ...textMember('x', '12 comment=x\n'), type: 'x' }],
    ],
  ])('refuses %s', async (_, code, members) => {
    expect(await codeOfTar(members)).toBe(code);
  });

  it('refuses a name with a control or bidirectional character, and shows it escaped', async () => {
    const attempt = readAll(craftTar([{ ...salt, name: 'salt\u202e\u001b.key' }]));
    await expect(attempt).rejects.toThrow(expect.objectContaining({ details: { member: 'salt\\u{202e}\\u{1b}.key' } }));
  });
});

describe('the end of the inner tar', () => {
  const zeros = (blocks: number) => new Uint8Array(512 * blocks);
  const hidden = craftTar([nextRecords], new Uint8Array());
  const before = honest.slice(0, -1);

  it.each([
    ['no zero blocks', 'content-tar-invalid', new Uint8Array()],
    ['one zero block', 'content-tar-invalid', zeros(1)],
    ['three zero blocks', 'content-length', zeros(3)],
    ['the zero blocks up to 10,240 that GNU tar writes', 'content-length', zeros(20)],
    ['a member behind the zero blocks', 'content-tar-invalid', Buffer.concat([zeros(2), hidden])],
    [
      'a member behind the zero blocks, and more of these',
      'content-tar-invalid',
      Buffer.concat([zeros(2), hidden, zeros(2)]),
    ],
    ['a member behind one zero block', 'content-tar-invalid', Buffer.concat([zeros(1), hidden, zeros(1)])],
    [
      'a PAX header in place of the zero blocks',
      'content-tar-invalid',
      craftTar([{ name: 'x', type: 'x', bytes: new Uint8Array(512) }], new Uint8Array()),
    ],
    ['a zero block with bytes in the field of the checksum', 'content-tar-invalid', zeros(2).fill(1, 148, 156)],
    ['rubbish', 'content-tar-invalid', zeros(2).fill(0x41)],
  ])('is refused with %s', async (_, code, end) => {
    expect(await codeOfTar(before, end)).toBe(code);
  });

  it('is refused wherever else the manifest says it is', async () => {
    const tar = craftTar(honest);
    for (const contentBytes of [0, 512, 1_024, tar.length - 512, tar.length - 1]) {
      expect(await codeOf(readAll(tar, contentBytes))).toMatch(/^content-(length|tar-invalid)$/);
    }
    for (const contentBytes of [tar.length + 1, tar.length + 512, 2 ** 50]) {
      expect(await codeOf(readAll(tar, contentBytes))).toBe('content-length');
    }
  });

  it('is refused at every other place at which the tar may be cut', async () => {
    const tar = craftTar(honest);
    for (let length = 0; length < tar.length; length += 64) {
      const expected = /^content-(length|tar-invalid|member-unexpected|member-invalid)$/;
      expect(await codeOf(readAll(tar.subarray(0, length), tar.length)), `cut at ${length}`).toMatch(expected);
    }
  });
});

describe('a byte that is not the content of a member', () => {
  it('is refused wherever it is changed: no two tools may read a batch differently', async () => {
    const tar = craftTar(honest);
    const contents = new Set<number>();
    let at = 0;
    for (const { bytes } of honest) {
      for (let offset = 0; offset < bytes!.length; offset++) contents.add(at + 512 + offset);
      at += 512 + Math.ceil(bytes!.length / 512) * 512;
    }
    for (let offset = 0; offset < tar.length; offset++) {
      if (contents.has(offset)) continue;
      for (const mask of [0x01, 0x10, 0x80]) {
        expect(await codeOf(readAll(tar.with(offset, tar[offset]! ^ mask))), `byte ${offset}`).not.toBe('accepted');
      }
    }
  });

  it.each([
    ['a size that GNU tar takes for base 64', 124, '+10'],
    ['a size that begins with a NUL', 124, '\0'],
    ['a size with a digit that is not octal', 124, '00000000018'],
    ['a size without its leading zeros', 124, '         12 '],
    ['a prefix', 345, 'evil'],
    ['the magic number of GNU tar', 257, 'ustar  \0'],
    ['a name of the owner', 265, 'root'],
    ['bytes behind the name', 90, 'x'],
    ['a device number', 329, '0000001'],
  ])('is refused in %s, with the checksum made right', async (_, at, text) => {
    const tar = craftTar(honest);
    tar.set(new TextEncoder().encode(text), at);
    writeChecksum(tar.subarray(0, 512), '\0 ');
    expect(await codeOf(readAll(tar))).toBe('content-member-invalid');
    writeChecksum(tar.subarray(0, 512), ' \0');
    expect(await codeOf(readAll(tar))).toBe('content-member-invalid');
  });
});

describe('an announced size', () => {
  const lying = (member: CraftedMember, announcedBytes: number) => replacing(member, { ...member, announcedBytes });

  it.each([
    ['a salt key', salt, 64],
    ['batch.json', document, 1_048_576],
    ['a group of records', records, 2_097_152],
    ['an attachment', first, 67_108_864],
  ])('beyond the limit of %s is refused before memory is taken', async (_, member, limit) => {
    const tooLarge = { found: limit + 1, limit };
    await expect(readAll(craftTar(lying(member, limit + 1)))).rejects.toThrow(
      expect.objectContaining({ code: 'content-member-too-large', details: expect.objectContaining(tooLarge) }),
    );
    // From 8 GiB up a header has no octal form, and no member is that long.
    expect(await codeOfTar(lying(member, 2 ** 45))).toBe('content-member-invalid');
    // Up to the limit the bytes are waited for, in vain.
    if (limit > 64) expect(await codeOfTar(lying(member, limit))).toBe('content-tar-invalid');
  });

  it('counts what the attachments of a group have together', async () => {
    const half = 33_554_432;
    const attachment = (digit: string, bytes: Uint8Array) => ({ name: `attachments/${digit.repeat(64)}`, bytes });
    const large = attachment('a', new Uint8Array(half));
    const members = [
      salt,
      document,
      records,
      large,
      { ...attachment('b', new Uint8Array()), announcedBytes: half + 1 },
    ];
    await expect(readAll(craftTar(members))).rejects.toThrow(
      expect.objectContaining({ code: 'content-member-too-large', details: expect.objectContaining({ limit: half }) }),
    );
  });

  it('of 1 GiB in a PAX header is refused before it is read', async () => {
    let taken = 0;
    async function* flood(): AsyncGenerator<Uint8Array> {
      yield craftTar([{ name: 'x', type: 'x', announcedBytes: 1 << 30 }], new Uint8Array());
      for (; taken < 1 << 30; taken += 1 << 20) yield new Uint8Array(1 << 20);
    }
    expect(await codeOf(openContent(flood(), 2 ** 31))).toBe('content-member-invalid');
    expect(taken).toBeLessThan(8 << 20);
  });

  it('that is negative, or beyond what a number holds, is refused', async () => {
    const minusOne = Buffer.alloc(12, 0xff).fill(0xfe, 11);
    for (const size of [minusOne, Buffer.alloc(12, 0x80)]) {
      const tar = craftTar(honest);
      tar.set(size, 124);
      // The checksum as it is now: the sum over the header with blanks in its place.
      tar.fill(0x20, 148, 156);
      const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
      tar.set(Buffer.from(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
      expect(await codeOf(readAll(tar))).toMatch(/^content-(tar|member)-invalid$/);
    }
  });
});

describe('a failure', () => {
  const tar = craftTar(honest);

  async function* failing(after: number, error: Error): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < after; at += 100) yield tar.subarray(at, Math.min(at + 100, after));
    throw error;
  }

  async function readUntilFailure(after: number, error: Error): Promise<unknown> {
    try {
      const { groups } = await openContent(failing(after, error), tar.length);
      for await (const group of groups) void group;
      return null;
    } catch (caught) {
      return caught;
    }
  }

  it('of the source is thrown as it is, wherever it happens', async () => {
    for (const error of [new Error('EIO'), new CoreError('age-chunk-invalid', { index: 0 })]) {
      for (let after = 0; after <= tar.length; after += 128) {
        expect(await readUntilFailure(after, error), `after ${after} bytes`).toBe(error);
      }
    }
  });

  it('of the source closes it, and so does a reader that leaves early', async () => {
    let closed = 0;
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        yield* cut(tar, 512);
      } finally {
        closed += 1;
      }
    }
    const { groups } = await openContent(watched(), tar.length);
    for await (const group of groups) if (group.index === 0) break;
    expect(closed).toBe(1);
    expect(await codeOf(openContent(watched(), 1))).not.toBe('accepted');
    expect(closed).toBe(2);
  });

  it('of a reader that never asks for a group closes the source with the content', async () => {
    let closed = 0;
    async function* watched(): AsyncGenerator<Uint8Array> {
      try {
        yield* cut(tar, 512);
      } finally {
        closed += 1;
      }
    }
    {
      await using _content = await openContent(watched(), tar.length);
    }
    expect(closed).toBe(1);
  });

  it('has a code, whatever byte of the tar is altered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(tar.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const altered = tar.slice();
        altered[at]! ^= mask;
        expect(await codeOf(readAll(altered))).toMatch(/^(accepted|content-.*)$/);
      }),
      { numRuns: 500 },
    );
  });
});

describeWithTools(['tar'], 'a tar of other tools', () => {
  async function pack(...options: string[]): Promise<Uint8Array> {
    const folder = await temporaryFolder();
    const names = honest.map(({ name }) => name);
    for (const { name, bytes } of honest) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), bytes!);
      await chmod(join(folder, name), 0o644);
      await utimes(join(folder, name), 0, 0);
    }
    const result = await stockTool('tar').run(['c', '--owner=0', '--group=0', ...options, ...names], { cwd: folder });
    expect(result, result.stderr).toMatchObject({ status: 0 });
    return result.stdout;
  }

  it('is read where headers are those of the outer container too, and its length is exact', async () => {
    for (const format of ['--format=ustar', '--format=gnu', '--format=v7']) {
      const code = await codeOf(readAll(await pack('-b1', '--numeric-owner', format)));
      expect(code, format).toBe(format === '--format=ustar' ? 'accepted' : 'content-member-invalid');
    }
  });

  it('is refused with the padding that GNU tar adds by default, and with PAX headers', async () => {
    expect(await codeOf(readAll(await pack('--format=ustar')))).toBe('content-member-invalid');
    expect(await codeOf(readAll(await pack('--format=ustar', '--numeric-owner')))).toBe('content-length');
    expect(await codeOf(readAll(await pack('-b1', '--format=pax', '--pax-option=comment=x')))).toBe(
      'content-member-invalid',
    );
  });
});
