import type { Manifest } from '@scelle/core';
import { BatchSummary, hashLeaf, leafSalt, MerkleRoot } from '@scelle/core/internal';
import type { CraftedMember } from './craft-tar.ts';
import { fixedInstant } from './fixed-keys.ts';

/** What a manifest says of the members. */
export type MembersDescription = Pick<Manifest, 'period' | 'records' | 'controllers' | 'attachments'>;

/**
 * Describes the members as an honest manifest would, whatever they are: counts, root and controllers follow from the
 * bytes that are there, so that a crafted batch is wrong in one place only.
 */
export function describeMembers(members: readonly CraftedMember[], saltKey: Uint8Array): MembersDescription {
  const lines = members.filter(({ name }) => name.startsWith('records/')).flatMap(({ bytes }) => splitLines(bytes));
  const document = members.find(({ name }) => name === 'batch.json')?.bytes ?? new Uint8Array();
  const attachments = members.filter(({ name }) => name.startsWith('attachments/'));
  const tree = new MerkleRoot();
  for (const [index, leaf] of [document, ...lines].entries()) tree.push(hashLeaf(leafSalt(saltKey, index), leaf));
  const summary = new BatchSummary();
  for (const line of lines) summary.add(factsOf(line));
  return {
    period: summary.period,
    records: { count: lines.length, merkleRoot: Buffer.from(tree.root()).toString('hex') },
    controllers: summary.controllers,
    attachments: {
      count: attachments.length,
      bytes: attachments.reduce((total, { bytes }) => total + (bytes?.length ?? 0), 0),
    },
  };
}

function splitLines(bytes: Uint8Array | undefined): Uint8Array[] {
  const lines = Buffer.from(bytes ?? new Uint8Array())
    .toString('latin1')
    .split('\n');
  return lines.filter((line) => line !== '').map((line) => Buffer.from(line, 'latin1'));
}

/** What stands in for facts that a hostile line does not have. */
const anyFacts = { controller: 'sacem', occurredAt: fixedInstant };

function factsOf(line: Uint8Array): typeof anyFacts {
  try {
    const { controller, occurredAt } = { ...anyFacts, ...JSON.parse(Buffer.from(line).toString()) };
    return { controller: String(controller), occurredAt: String(occurredAt) };
  } catch {
    return anyFacts;
  }
}
