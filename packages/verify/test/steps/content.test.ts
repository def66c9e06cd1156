import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import type { ContentDocument, Manifest } from '@scelle/core';
import { BATCH_FORMAT } from '@scelle/core/internal';
import {
  type CraftedMember,
  craftBatch,
  craftTar,
  fixedInstant,
  fixedParties,
  fixedRecords,
  tarEndMark,
  textMember,
} from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { judgeCrafted, takeApart } from '../trial.ts';

const { tmg, other } = fixedParties;
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a stolen payload', () => {
  it('that another trusted sender seals as its own, unopened, is refused', async () => {
    const stolen = await takeApart(await craftBatch());
    const honest: Manifest = JSON.parse(textOf(stolen[1]!.bytes!));
    const craft = {
      sender: other,
      payload: () => stolen[0]!.bytes!,
      manifest: () => ({ ...honest, sender: 'other' }),
    };
    expect(await judgeCrafted(craft)).toBe('rejected at content: content-document-mismatch');
  });

  it.each(['id', 'sender', 'recipient', 'stream', 'sequence', 'senderKey'] as const)(
    'cannot be passed off with another %s',
    async (field) => {
      const changes: Partial<ContentDocument> = {
        id: '01a19ffe-3700-7000-8000-000000000002',
        sender: 'other',
        recipient: 'hadopi',
        stream: 'film',
        sequence: 2,
        senderKey: 'RWQ'.padEnd(56, 'A'),
      };
      const content = (document: ContentDocument) => ({ ...document, [field]: changes[field] });
      expect(await judgeCrafted({ content })).toBe('rejected at content: content-document-mismatch');
    },
  );

  it('cannot be passed off under another key of the same sender', async () => {
    const keys = [{ role: 'sender', name: 'tmg', publicKey: other.publicKey }];
    const seal = {
      signer: other.signer,
      trustedComment: `${BATCH_FORMAT} role=sender signer=tmg time=${fixedInstant}`,
    };
    expect(await judgeCrafted({ sender: tmg, seal }, { policy: { keys } })).toBe(
      'rejected at content: content-document-mismatch',
    );
  });
});

describe('batch.json', () => {
  it.each([
    ['not canonical', (document: object) => JSON.stringify(document), 'json-not-canonical'],
    ['with an unknown field', (document: object) => format({ ...document, subscriber: 'name' }), 'document-invalid'],
    ['with unsorted agents', (document: object) => format({ ...document, agents: ['b', 'a'] }), 'document-invalid'],
    ['of another kind', (document: object) => format({ ...document, format: BATCH_FORMAT }), 'document-invalid'],
    ['that is empty', () => '', 'json-syntax'],
  ])('%s is refused', async (_, write, code) => {
    const members = (honest: readonly CraftedMember[]) =>
      honest.map((member) =>
        member.name === 'batch.json' ? textMember(member.name, write(JSON.parse(textOf(member.bytes!)))) : member,
      );
    expect(await judgeCrafted({ members })).toBe(`rejected at content: ${code}`);
  });

  it('beyond a mebibyte is refused before it is read', async () => {
    const members = (honest: readonly CraftedMember[]) => replace(honest, 1, { bytes: new Uint8Array(1_048_577) });
    expect(await judgeCrafted({ members })).toBe('rejected at content: content-member-too-large');
  });
});

describe('the frames', () => {
  const half = (tar: Uint8Array) => [tar.subarray(0, 1_000), tar.subarray(1_000)] as const;
  const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
  const emptyFrame = zstdCompressSync(new Uint8Array());
  const skippable = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 0xff);

  it('may be several', async () => {
    const frames = (tar: Uint8Array) => joined(...half(tar).map((part) => zstdCompressSync(part)));
    expect(await judgeCrafted({ frames })).toBe('accepted');
  });

  it('are all read, wherever a boundary falls among the 64 KiB chunks of the encryption', async () => {
    const noise = new Uint8Array(createHash('shake256', { outputLength: 70_000 }).digest());
    const segment = { offset: 0, length: noise.length, sha256: createHash('sha256').update(noise).digest('hex') };
    const craft = { records: [{ ...fixedRecords[0]!, segments: [segment] }], attachments: [noise] };
    const lengths = new Set<number>();
    for (let cut = 68_565; cut < 68_665; cut++) {
      const frames = (tar: Uint8Array) => {
        const first = compress(tar.subarray(0, cut));
        lengths.add(first.length);
        return joined(first, compress(tar.subarray(cut)));
      };
      expect(await judgeCrafted({ ...craft, frames }), `cut at ${cut}`).toBe('accepted');
    }
    for (let around = -20; around < 20; around++) expect(lengths).toContain(65_536 + around);
  });

  it.each([
    [
      'a frame behind the last',
      (tar: Uint8Array) => joined(compress(tar), compress(tarEndMark)),
      'zstd-output-too-large',
    ],
    ['an empty frame behind the last', (tar: Uint8Array) => joined(compress(tar), emptyFrame), 'zstd-frame-empty'],
    ['an empty frame first', (tar: Uint8Array) => joined(emptyFrame, compress(tar)), 'zstd-frame-empty'],
    ['a skippable frame last', (tar: Uint8Array) => joined(compress(tar), skippable), 'zstd-skippable-frame'],
    ['a skippable frame first', (tar: Uint8Array) => joined(skippable, compress(tar)), 'zstd-skippable-frame'],
    ['a byte behind the last frame', (tar: Uint8Array) => joined(compress(tar), Uint8Array.of(0)), 'zstd-truncated'],
    [
      'garbage behind the last frame',
      (tar: Uint8Array) => joined(compress(tar), new Uint8Array(64)),
      'zstd-frame-invalid',
    ],
    ['a frame that is cut', (tar: Uint8Array) => compress(tar).subarray(0, -1), 'zstd-truncated'],
    ['no compression at all', (tar: Uint8Array) => tar, 'zstd-frame-invalid'],
    ['nothing at all', () => new Uint8Array(), 'zstd-truncated'],
  ])('are refused with %s', async (_, frames, code) => {
    expect(await judgeCrafted({ frames })).toBe(`rejected at content: ${code}`);
  });

  it('are refused if the second one of two is left out', async () => {
    const frames = (tar: Uint8Array) => zstdCompressSync(half(tar)[0]);
    expect(await judgeCrafted({ frames })).toMatch(/^rejected at content: content-(length|tar-invalid)$/);
  });

  it('are refused if they hold more, or less, than the manifest says', async () => {
    const claim = (difference: number) => ({
      manifest: (honest: Manifest) => ({ ...honest, content: { bytes: honest.content.bytes + difference } }),
    });
    expect(await judgeCrafted(claim(-1))).toBe('rejected at content: zstd-output-too-large');
    expect(await judgeCrafted(claim(512))).toBe('rejected at content: content-length');
  });
});

describe('the inner tar', () => {
  const hidden = textMember('hidden', 'what nobody checks');

  it.each<[string, (members: readonly CraftedMember[]) => readonly CraftedMember[], string]>([
    ['a member first', (m) => [hidden, ...m], 'content-member-unexpected'],
    ['a member among the records', (m) => [...m.slice(0, 3), hidden, ...m.slice(3)], 'content-member-unexpected'],
    ['a member last', (m) => [...m, hidden], 'content-member-unexpected'],
    ['no members', () => [], 'content-member-unexpected'],
    ['no salt key', (m) => m.slice(1), 'content-member-unexpected'],
    ['a salt key in upper case', (m) => replace(m, 0, { bytes: Buffer.alloc(64, 'A') }), 'content-salt-key'],
    ['a salt key with a newline', (m) => replace(m, 0, { bytes: Buffer.alloc(65, 'a') }), 'content-member-too-large'],
    ['a salt key that is too short', (m) => replace(m, 0, { bytes: Buffer.alloc(62, 'a') }), 'content-salt-key'],
    ['no batch.json', (m) => [m[0]!, ...m.slice(2)], 'content-member-unexpected'],
    ['its first members swapped', (m) => [m[1]!, m[0]!, ...m.slice(2)], 'content-member-unexpected'],
    [
      'its records under another number',
      (m) => replace(m, 2, { name: 'records/000001.jsonl' }),
      'content-member-unexpected',
    ],
    ['the same records twice', (m) => [...m.slice(0, 3), m[2]!, ...m.slice(3)], 'content-member-unexpected'],
    ['attachments before the records', (m) => [m[0]!, m[1]!, m[3]!, m[2]!, m[4]!], 'content-member-unexpected'],
    ['attachments out of order', (m) => [m[0]!, m[1]!, m[2]!, m[4]!, m[3]!], 'content-group-invalid'],
    ['an attachment twice', (m) => [...m, m[4]!], 'content-group-invalid'],
    [
      'an attachment in upper case',
      (m) => replace(m, 3, { name: m[3]!.name.toUpperCase() }),
      'content-member-unexpected',
    ],
    [
      'an attachment by another name',
      (m) => replace(m, 3, { name: 'attachments/../../etc/passwd' }),
      'content-member-unexpected',
    ],
    ['an empty name in a path', (m) => replace(m, 2, { name: 'records//000000.jsonl' }), 'content-member-unexpected'],
    ['a dotted path', (m) => replace(m, 2, { name: 'records/./000000.jsonl' }), 'content-member-unexpected'],
    ['a second group without records', (m) => [...m, { name: 'records/000001.jsonl' }], 'content-group-invalid'],
    ['an absolute path', (m) => replace(m, 1, { name: '/batch.json' }), 'content-member-unexpected'],
    ['an empty attachment', (m) => [...m, { name: `attachments/${'f'.repeat(64)}` }], 'content-group-invalid'],
    ['no final newline', (m) => replace(m, 2, { bytes: m[2]!.bytes!.subarray(0, -1) }), 'content-group-invalid'],
    [
      'a link',
      (m) => replace(m, 3, { type: '2', linkName: '/etc/passwd', bytes: new Uint8Array() }),
      'content-member-invalid',
    ],
    [
      'a hard link',
      (m) => replace(m, 3, { type: '1', linkName: 'salt.key', bytes: new Uint8Array() }),
      'content-member-invalid',
    ],
    ['a folder', (m) => [...m.slice(0, 2), { name: 'records/', type: '5' }, ...m.slice(2)], 'content-member-invalid'],
    ['a device', (m) => replace(m, 3, { type: '3', bytes: new Uint8Array() }), 'content-member-invalid'],
    ['another mode', (m) => replace(m, 2, { mode: 0o755 }), 'content-member-invalid'],
    ['a time', (m) => replace(m, 2, { mtime: 1 }), 'content-member-invalid'],
    ['PAX fields', (m) => [...m.slice(0, 2), typed('x', '12 size=100\n'), ...m.slice(2)], 'content-member-invalid'],
    [
      'a GNU name',
      (m) => [...m.slice(0, 2), typed('L', 'records/000000.jsonl\0'), ...m.slice(2)],
      'content-member-invalid',
    ],
  ])('is refused with %s', async (_, members, code) => {
    expect(await judgeCrafted({ members })).toBe(`rejected at content: ${code}`);
  });

  it.each<[string, (tar: Uint8Array) => Uint8Array]>([
    ['a member behind the end mark', (tar) => new Uint8Array(Buffer.concat([tar, craftTar([hidden])]))],
    ['more end blocks', (tar) => new Uint8Array(Buffer.concat([tar, tarEndMark]))],
    ['one end block only', (tar) => tar.subarray(0, -512)],
    ['no end mark', (tar) => tar.subarray(0, -1_024)],
    [
      'a zero block among the members',
      (tar) => new Uint8Array(Buffer.concat([tar.subarray(0, 1_024), tarEndMark.subarray(512), tar.subarray(1_024)])),
    ],
  ])('is refused with %s', async (_, tar) => {
    expect(await judgeCrafted({ tar })).toMatch(/^rejected at content: content-(length|member-invalid|tar-invalid)$/);
  });

  it('is refused if a header is damaged, or announces more than there is', async () => {
    const damaged = (tar: Uint8Array) => tar.with(3, 0x21);
    expect(await judgeCrafted({ tar: damaged })).toBe('rejected at content: content-member-invalid');
    const members = (honest: readonly CraftedMember[]) => replace(honest, 4, { announcedBytes: 60_000_000 });
    expect(await judgeCrafted({ members })).toBe('rejected at content: content-tar-invalid');
  });

  it('is refused if its padding holds anything', async () => {
    const tar = (honest: Uint8Array) => honest.with(1_000, 0x41);
    expect(await judgeCrafted({ tar })).toBe('rejected at content: content-tar-invalid');
  });
});

function format(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function replace(members: readonly CraftedMember[], index: number, change: Partial<CraftedMember>): CraftedMember[] {
  return members.with(index, { ...members[index]!, ...change });
}

function typed(type: string, text: string): CraftedMember {
  return { ...textMember('header', text), type };
}

/** One frame: with a smaller buffer, `node:zlib` puts an empty frame behind one that fills it exactly. */
function compress(bytes: Uint8Array): Uint8Array {
  return zstdCompressSync(bytes, { chunkSize: 100_000 });
}
