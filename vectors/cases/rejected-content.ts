import type { Manifest } from '@scelle/core';
import { fixedAttachments, fixedRecords } from '@scelle/testkit';
import { replace } from '../replace.ts';
import { rejectedAt, type VectorCase } from '../vector.ts';

const records = rejectedAt('records');
const attachments = rejectedAt('attachments');
const policy = rejectedAt('policy');
const line = JSON.stringify(fixedRecords[0]);

/** One record, as this text. */
function lineOf(text: string) {
  const { occurredAt } = fixedRecords[0]!;
  return {
    records: [fixedRecords[0]!],
    attachments: [fixedAttachments[0]!],
    members: replace(2, { bytes: Buffer.from(`${text}\n`) }),
    manifest: (honest: Manifest) => ({ ...honest, period: { from: occurredAt, to: occurredAt } }),
  };
}

function occurring(occurredAt: string) {
  return { records: [{ ...fixedRecords[0]!, occurredAt, segments: [] }], attachments: [] };
}

/** What is refused for what the records and attachments are, steps 9 to 12. */
export const rejectedContentCases: readonly VectorCase[] = [
  records('white-space', 'json-not-canonical', 'A record line with white space.', lineOf(line.replace(',', ', '))),
  records(
    'duplicate-key',
    'json-not-canonical',
    'A record with a key twice.',
    lineOf(line.replace('"isp"', '"isp":null,"isp"')),
  ),
  records(
    'unknown-field',
    'record-field-unknown',
    'A record that names a subscriber.',
    lineOf(line.replace('"isp"', '"subscriber":"","isp"')),
  ),
  records(
    'real-address',
    'record-address-not-documentation',
    'A real address in test data.',
    lineOf(line.replace('203.0.113.1', '1.1.1.1')),
  ),
  records(
    'port-missing',
    'record-port-missing',
    'A record of 2026 without a source port.',
    lineOf(line.replace('"port":50001', '"port":null')),
  ),
  records('agent-unlisted', 'record-agent-unlisted', 'An agent whom batch.json does not list.', {
    content: (document) => ({ ...document, agents: ['agent-1'] }),
  }),
  records('count', 'records-count', 'Fewer records than the manifest announces.', {
    manifest: (honest) => ({
      ...honest,
      records: { ...honest.records, count: 4 },
      controllers: [
        { name: 'sacem', records: 3 },
        { name: 'scpp', records: 1 },
      ],
    }),
  }),
  records('controllers', 'records-controllers', 'Other numbers of each controller than the manifest announces.', {
    manifest: (honest) => ({
      ...honest,
      controllers: [
        { name: 'sacem', records: 1 },
        { name: 'scpp', records: 2 },
      ],
    }),
  }),
  records('period', 'records-period', 'A shorter period than the manifest announces.', {
    manifest: (honest) => ({ ...honest, period: { ...honest.period!, from: '2026-11-01T00:00:00Z' } }),
  }),
  rejectedAt('merkle')('root', 'merkle-root', 'The Merkle root is another.', {
    manifest: (honest) => ({ ...honest, records: { ...honest.records, merkleRoot: 'ab'.repeat(32) } }),
  }),
  attachments('missing', 'attachment-missing', 'An attachment is missing.', { attachments: [fixedAttachments[0]!] }),
  attachments('unreferenced', 'attachment-unreferenced', 'An attachment that no record names.', {
    attachments: [...fixedAttachments, Buffer.from('hidden')],
  }),
  attachments('digest', 'attachment-digest', 'The bytes of an attachment are not those of its name.', {
    members: (members) => replace(3, { bytes: members[3]!.bytes!.toReversed() })(members),
  }),
  attachments('count', 'attachments-count', 'The manifest counts one byte more of attachments.', {
    manifest: (honest) => ({ ...honest, attachments: { ...honest.attachments, bytes: honest.attachments.bytes + 1 } }),
  }),
  policy(
    'profile',
    'profile-not-allowed',
    'Test data where only real data is allowed.',
    {},
    { profiles: ['ip-evidence/1'] },
  ),
  policy('future', 'facts-in-future', 'A fact of the day after the batch.', occurring('2026-11-04T00:00:00Z')),
  policy('old', 'facts-too-old', 'A fact of more than 183 days ago.', occurring('2026-05-01T00:00:00Z')),
];
