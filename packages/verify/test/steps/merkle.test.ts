import type { Manifest } from '@scelle/core';
import { type CraftedMember, craftBatch, fixedRecords } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { judgeCrafted, verifyIt } from '../trial.ts';

describe('the Merkle root', () => {
  it('that the manifest invents is refused', async () => {
    const manifest = (honest: Manifest) => ({
      ...honest,
      records: { ...honest.records, merkleRoot: 'ab'.repeat(32) },
    });
    expect(await judgeCrafted({ manifest })).toBe('rejected at merkle: merkle-root');
  });

  it.each<[string, (members: readonly CraftedMember[]) => readonly CraftedMember[]]>([
    ['the salt key', (members) => members.with(0, { name: 'salt.key', bytes: Buffer.from('ab'.repeat(32)) })],
    ['the order of records', (members) => members.with(2, reverseLines(members[2]!))],
    ['the legal basis', (members) => members.with(1, edit(members[1]!, 'CPI L. 331-24', 'CPI L. 331-25'))],
    ['a letter of a record', (members) => members.with(2, edit(members[2]!, 'Label', 'Lapel'))],
  ])('covers %s', async (_, members) => {
    const honest = (await verifyIt(await craftBatch())).manifest!;
    const manifest = (crafted: Manifest) => ({ ...crafted, records: honest.records });
    expect(await judgeCrafted({ manifest })).toBe('accepted');
    expect(await judgeCrafted({ members, manifest })).toBe('rejected at merkle: merkle-root');
  });

  it('is not reached where a record was refused', async () => {
    const records = fixedRecords.map((record) => ({ ...record, isp: 5 }));
    const { steps } = await verifyIt(await craftBatch({ records }));
    expect(steps.find(({ id }) => id === 'merkle')).toMatchObject({ outcome: 'not-checked' });
  });
});

function edit({ name, bytes }: CraftedMember, from: string, to: string): CraftedMember {
  return { name, bytes: Buffer.from(Buffer.from(bytes!).toString().replace(from, to)) };
}

function reverseLines({ name, bytes }: CraftedMember): CraftedMember {
  const lines = Buffer.from(bytes!).toString().trimEnd().split('\n');
  return { name, bytes: Buffer.from(`${lines.reverse().join('\n')}\n`) };
}
