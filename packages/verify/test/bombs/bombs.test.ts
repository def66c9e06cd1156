import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { zstdCompressSync } from 'node:zlib';
import type { Manifest } from '@scelle/core';
import { type BatchCraft, type CraftedMember, craftBatch, fixedRecords, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';

/** Beyond what an honest batch of a few kilobytes takes. */
const allowedMebibytes = 150;
const heapMebibytes = 64;
const mebibyte = 2 ** 20;

const zeros = zstdCompressSync(new Uint8Array(64 * mebibyte));

/** A manifest that admits to so many bytes more. */
function admitting(bytes: number): Pick<BatchCraft, 'manifest'> {
  return { manifest: (manifest: Manifest) => ({ ...manifest, content: { bytes: manifest.content.bytes + bytes } }) };
}

/** The frames of the tar and then `count` times 64 MiB of zeros. */
function thenZeros(count: number) {
  return (tar: Uint8Array) => new Uint8Array(Buffer.concat([zstdCompressSync(tar), ...Array(count).fill(zeros)]));
}

/** A member, after so many honest ones, whose header announces 256 MiB that the frames then deliver. */
function announcing(name: string, honestMembers: number): BatchCraft {
  const announcedBytes = 256 * mebibyte;
  return {
    members: (members) => [...members.slice(0, honestMembers), { name, announcedBytes }],
    tar: (tar) => tar.subarray(0, -1_024),
    frames: thenZeros(4),
    ...admitting(announcedBytes),
  };
}

const large = new Uint8Array(60 * mebibyte);
const largeSegment = { offset: 0, length: large.length, sha256: createHash('sha256').update(large).digest('hex') };

/** What each is called, how it is made, and what comes of it. */
const bombs: readonly (readonly [string, BatchCraft, RegExp])[] = [
  ['zeros beyond what is announced', { frames: thenZeros(4) }, /^rejected at content: zstd-output-too-large$/],
  [
    'zeros that are announced',
    { frames: thenZeros(4), ...admitting(256 * mebibyte) },
    /^rejected at content: content-(length|tar-invalid)$/,
  ],
  ['records beyond a group', announcing('records/000000.jsonl', 2), /^rejected at content: content-member-too-large$/],
  ['an endless salt key', announcing('salt.key', 0), /^rejected at content: content-member-too-large$/],
  ['thousands of frames of one byte', { frames: tinyFrames }, /^rejected at content: zstd-too-many-frames$/],
  ['a million stanzas', { payload: repeatStanza }, /^rejected at decryption: age-header-too-large$/],
  ['a payload of 8 EiB in its header', { containerMembers: announceHuge }, /^rejected at container: container-/],
  ['a manifest of nested lists', { manifestBytes: () => Buffer.alloc(mebibyte, '[') }, /^rejected at manifest: json-/],
  ['a record of nested lists', { members: recordsOf(`${'['.repeat(65_000)}\n`) }, /^rejected at records: json-depth$/],
  ['records of one byte', { members: recordsOf('0\n'.repeat(20_000)) }, /^rejected at records: record-field-/],
  [
    'an honest segment that compresses a thousandfold',
    { records: [{ ...fixedRecords[0]!, segments: [largeSegment] }], attachments: [large] },
    /^accepted$/,
  ],
];

it('bombs of every kind get their verdict in little memory', async () => {
  const folder = await temporaryFolder();
  const paths = await Promise.all(
    bombs.map(async ([name, craft]) => {
      const path = join(folder, name.replaceAll(' ', '-'));
      await writeFile(path, await craftBatch(craft));
      return path;
    }),
  );
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=@scelle/source',
    `--max-old-space-size=${heapMebibytes}`,
    fileURLToPath(new URL('./verify-in-child.ts', import.meta.url)),
    ...paths,
  ]);
  const results: readonly { readonly outcome: string; readonly mebibytes: number }[] = JSON.parse(stdout);
  for (const [index, [name, , outcome]] of bombs.entries()) {
    expect(results[index]!.outcome, name).toMatch(outcome);
    expect(results[index]!.mebibytes, name).toBeLessThan(allowedMebibytes);
  }
});

function tinyFrames(): Uint8Array {
  const frame = zstdCompressSync(Uint8Array.of(0x41));
  return new Uint8Array(Buffer.concat(Array(2_000).fill(frame)));
}

function repeatStanza(payload: Uint8Array): Uint8Array {
  const file = Buffer.from(payload);
  const start = file.indexOf('->');
  const end = file.indexOf('---');
  const stanzas = Buffer.from(file.toString('latin1', start, end).repeat(1_000_000), 'latin1');
  return new Uint8Array(Buffer.concat([file.subarray(0, start), stanzas, file.subarray(end)]));
}

function announceHuge([payload, ...others]: readonly CraftedMember[]): readonly CraftedMember[] {
  return [{ ...payload!, announcedBytes: Number.MAX_SAFE_INTEGER }, ...others];
}

function recordsOf(text: string) {
  return (members: readonly CraftedMember[]) => members.with(2, { ...members[2]!, bytes: Buffer.from(text) });
}
