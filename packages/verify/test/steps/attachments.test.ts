import { createHash } from 'node:crypto';
import type { Manifest } from '@scelle/core';
import { type CraftedMember, craftBatch, fixedAttachments, fixedRecords, textMember } from '@scelle/testkit';
import { describe, expect, it, vi } from 'vitest';
import { splitEarly } from '../early-group.ts';
import { identities, judgeCrafted, reception, verifyIt } from '../trial.ts';

const [first, second] = fixedAttachments as [Uint8Array, Uint8Array];

describe('attachments', () => {
  it('are refused if one is missing', async () => {
    expect(await judgeCrafted({ attachments: [first] })).toBe('rejected at attachments: attachment-missing');
  });

  it('are refused if one is too many', async () => {
    const attachments = [first, second, Uint8Array.of(1)];
    expect(await judgeCrafted({ attachments })).toBe('rejected at attachments: attachment-unreferenced');
  });

  it('are refused if their bytes are others, of the same length or of another', async () => {
    const replace = (bytes: Uint8Array) => (members: readonly CraftedMember[]) =>
      members.map((member) => (member.name.endsWith(digestOf(first)) ? { ...member, bytes } : member));
    expect(await judgeCrafted({ members: replace(first.toReversed()) })).toBe(
      'rejected at attachments: attachment-digest',
    );
    expect(await judgeCrafted({ members: replace(first.subarray(1)) })).toBe(
      'rejected at attachments: attachment-length',
    );
  });

  it('are refused if a record gives another length than one before', async () => {
    const [one, two, three] = fixedRecords;
    const segments = three!.segments.map((segment) => ({ ...segment, length: 1 }));
    expect(await judgeCrafted({ records: [one!, two!, { ...three!, segments }] })).toBe(
      'rejected at attachments: attachment-length',
    );
  });

  it.each([
    { count: 3, bytes: 1_212 },
    { count: 2, bytes: 1_213 },
    { count: 1, bytes: 1_212 },
  ])('are refused if the manifest counts %j', async (attachments) => {
    const manifest = (honest: Manifest) => ({ ...honest, attachments });
    expect(await judgeCrafted({ manifest })).toBe('rejected at attachments: attachments-count');
  });

  it('that are more than the manifest counts are refused before anybody is given them', async () => {
    const manifest = (honest: Manifest) => ({ ...honest, attachments: { count: 1, bytes: 1_212 } });
    const takeGroup = vi.fn(async () => undefined);
    const context = { identities, now: reception, consumer: { takeGroup } };
    expect(await judgeCrafted({ manifest }, { context })).toBe('rejected at attachments: attachments-count');
    expect(takeGroup).not.toHaveBeenCalled();
  });

  it('that are wrong leave no step before them looking as if it had been finished', async () => {
    const { steps, records } = await verifyIt(await craftBatch({ attachments: [first] }));
    const outcomes = steps.slice(8).map(({ id, outcome, code }) => `${id} ${outcome} ${code}`);
    expect(outcomes).toEqual([
      'records not-checked later-step-failed',
      'merkle not-checked later-step-failed',
      'attachments failed attachment-missing',
      'policy not-checked earlier-step-failed',
    ]);
    expect(records).toBeNull();
  });
});

describe('groups', () => {
  const lines = fixedRecords.map((record) => `${JSON.stringify(record)}\n`);
  const attachment = (bytes: Uint8Array) => ({ name: `attachments/${digestOf(bytes)}`, bytes });
  const group = (index: number, ...texts: readonly string[]) =>
    textMember(`records/00000${index}.jsonl`, texts.join(''));

  it('are refused if a sender begins one before the last is full', async () => {
    expect(await judgeCrafted({ members: splitEarly })).toBe('rejected at attachments: group-boundary');
  });

  it('are refused if an attachment comes before the group that names it', async () => {
    const members = ([key, document]: readonly CraftedMember[]) => [
      key!,
      document!,
      group(0, lines[0]!),
      ...[attachment(first), attachment(second)].sort((a, b) => (a.name < b.name ? -1 : 1)),
      group(1, lines[1]!, lines[2]!),
    ];
    expect(await judgeCrafted({ members })).toBe('rejected at attachments: attachment-unreferenced');
  });

  describe('of large attachments', () => {
    const large = [1, 2].map((filler) => new Uint8Array(9_000_000).fill(filler));
    const records = large.map((bytes, index) => ({
      ...fixedRecords[index]!,
      segments: [{ offset: 0, length: bytes.length, sha256: digestOf(bytes) }],
    }));
    const [one, two] = records.map((record) => `${JSON.stringify(record)}\n`) as [string, string];

    it('end before the record that would take them over 16 MiB', async () => {
      const members = ([key, document]: readonly CraftedMember[]) => [
        key!,
        document!,
        group(0, one),
        attachment(large[0]!),
        group(1, two),
        attachment(large[1]!),
      ];
      expect(await judgeCrafted({ records, attachments: large, members })).toBe('accepted');
    });

    it('are refused if they go on beyond', async () => {
      expect(await judgeCrafted({ records, attachments: large })).toBe('rejected at attachments: group-boundary');
    });
  });

  it('are refused if their lines go beyond 2 MiB', async () => {
    const title = 'é'.repeat(500);
    const works = Array.from({ length: 32 }, () => ({ ...fixedRecords[0]!.works[0]!, title, artist: title }));
    const records = Array.from({ length: 33 }, () => ({ ...fixedRecords[0]!, segments: [], works }));
    expect(await judgeCrafted({ records, attachments: [] })).toMatch(
      /^rejected at (content: content-member-too-large|attachments: group-boundary)$/,
    );
  });
});

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
