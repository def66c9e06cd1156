import { createWorkers, ipEvidenceTest, type Manifest, memorySource, parsePublicKey, type Workers } from '@scelle/core';
import { publicKeyBase64 } from '@scelle/core/internal';
import { type BatchCraft, type CraftedMember, craftBatch, fixedParties } from '@scelle/testkit';
import { type Policy, type VerificationReport, verifyBatch } from '@scelle/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkyAttachments, bulkyRecords } from './bulky-records.ts';

const { tmg, arcom } = fixedParties;
const GROUP_BYTES = 2_097_152;

const policy: Policy = {
  keys: [{ role: 'sender', name: 'tmg', publicKey: parsePublicKey(publicKeyBase64(tmg.publicKey)) }],
  requiredRoles: [],
  recipient: 'arcom',
  allowedRecipients: [arcom.classical.recipient.text],
  profiles: [ipEvidenceTest],
  clockSkewSeconds: 300,
  maxFactAgeDays: 183,
};

let workers: Workers;

beforeAll(async () => {
  workers = createWorkers({ threads: 5 });
  await workers.started;
});

afterAll(() => workers[Symbol.asyncDispose]());

function verify(batch: Uint8Array, threads: number): Promise<VerificationReport> {
  return verifyBatch(memorySource(batch), policy, {
    identities: [arcom.classical.identity],
    ledger: 'none',
    now: new Date('2026-11-03T07:00:00Z'),
    workers,
    threads,
  });
}

/** The lines of each group, as the format divides them. */
function divide(lines: readonly string[]): string[][] {
  const groups: string[][] = [[]];
  let bytes = 0;
  for (const line of lines) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > GROUP_BYTES) {
      groups.push([]);
      bytes = Buffer.byteLength(line) + 1;
    }
    groups.at(-1)!.push(line);
  }
  return groups;
}

/** Four groups. */
const groups = divide(bulkyRecords(175).map((record) => JSON.stringify(record)));

/** A batch whose groups hold these lines. */
function craft(changed: readonly (readonly string[])[], changes: BatchCraft = {}): Promise<Uint8Array> {
  const members = (all: readonly CraftedMember[]): CraftedMember[] => {
    const [first, ...others] = changed.map((lines, group) => ({
      name: `records/${String(group).padStart(6, '0')}.jsonl`,
      bytes: Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8'),
    }));
    const attachments = all.filter(({ name }) => name!.startsWith('attachments/'));
    return [...all.slice(0, 2), first!, ...attachments, ...others];
  };
  return craftBatch({ members, attachments: bulkyAttachments(), ...changes });
}

/** The groups with the line of one of them changed. */
function spoil(group: number, line: number, edit: (line: string) => string, from = groups): string[][] {
  return from.map((lines, index) => (index === group ? lines.with(line, edit(lines[line]!)) : [...lines]));
}

const addSpace = (line: string) => `${line} `;
const misspell = (line: string) => line.replace('"protocol":"bittorrent"', '"protocol":"bittorent"');
const rename = (line: string) => line.replace(/"agent":[^,]*/, '"agent":"agent-9"');

function nameOtherRoot(manifest: Manifest): Manifest {
  return { ...manifest, records: { ...manifest.records, merkleRoot: '0'.repeat(64) } };
}

/** The last line of the second group stands in the third, which has room for it without its first one. */
const endEarly = groups.with(1, groups[1]!.slice(0, -1)).with(2, [groups[1]!.at(-1)!, ...groups[2]!.slice(1)]);

it('a verification from memory, without threads, lets the event loop in', async () => {
  const batch = await craft(groups);
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  for (let done = 0; done < 10 && turns < 5; done += 1) {
    expect(await verify(batch, 0)).toHaveProperty('verdict', 'accepted');
  }
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(5);
});

describe('threads come to the report that one thread comes to', () => {
  it.each<[string, number[], string, () => Promise<Uint8Array>]>([
    ['a valid batch', [1, 2, 5], 'accepted', () => craft(groups)],
    ['two wrong lines', [1, 3], 'record-field-invalid', () => craft(spoil(3, 0, addSpace, spoil(1, 7, misspell)))],
    ['a line before an empty group', [1, 3], 'content-group-invalid', () => craft([...spoil(3, 0, addSpace), []])],
    ['a line that is not canonical', [2], 'json-not-canonical', () => craft(spoil(2, 3, addSpace))],
    ['an agent that batch.json does not name', [2], 'record-agent-unlisted', () => craft(spoil(2, 1, rename))],
    ['a root of other records', [2], 'merkle-root', () => craft(groups, { manifest: nameOtherRoot })],
    ['a group that ends too early', [2], 'group-boundary', () => craft(endEarly)],
  ])('on %s, where there are %j', async (_, counts, outcome, create) => {
    const batch = await create();
    const report = await verify(batch, 0);
    expect(report.steps.find((step) => step.outcome === 'failed')?.code ?? report.verdict).toBe(outcome);
    for (const threads of counts) expect(await verify(batch, threads)).toEqual(report);
  });
});
