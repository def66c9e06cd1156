import { createHash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import { createBatch, ipEvidenceTest, type Manifest, memorySource, readContainer } from '@scelle/core';
import { craftBatch, createFixedEnvironment, fixedParties, fixedRecords } from '@scelle/testkit';
import { accepted, type VectorCase } from '../vector.ts';

const { tmg, arcom, other, stranger } = fixedParties;
const plain = fixedRecords.map((record) => ({ ...record, segments: [] }));

/** The first batch of the stream, and batches that follow it. */
async function following(sequence: number, replaces: Manifest['replaces']): Promise<Uint8Array> {
  const first = await readContainer(memorySource(await craftBatch()));
  const previous = createHash('sha256').update(first.manifest).digest('hex');
  return craftBatch({
    content: (document) => ({ ...document, sequence }),
    manifest: (manifest) => ({ ...manifest, sequence, previous, replaces }),
  });
}

/** Two segments of 9 MiB do not fit one group. They compress to almost nothing. */
async function inTwoGroups(): Promise<Uint8Array> {
  const bytes = Buffer.alloc(1_000_000);
  const sink = { write: async (position: number, part: Uint8Array) => void bytes.set(part, position) };
  const header = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null };
  const keys = { signer: tmg.signer, recipients: [arcom.classical.recipient] };
  const options = { environment: createFixedEnvironment() };
  const agents = ['agent-1', 'agent-2'];
  const writer = await createBatch(sink, { ...header, agents, profile: ipEvidenceTest }, keys, options);
  for (const [index, record] of fixedRecords.slice(0, 2).entries()) {
    const length = 9 * 2 ** 20;
    const sha256 = writer.addAttachment(new Uint8Array(length).fill(index));
    await writer.addRecord({ ...record, segments: [{ offset: 0, length, sha256 }] });
  }
  const sealed = await writer.seal();
  return new Uint8Array(bytes.subarray(0, sealed.bytes));
}

const odd = {
  ...plain[0]!,
  pseudonym: 'Zoé 👍 \u202egnp.exe',
  works: [{ ...plain[0]!.works[0]!, title: 'A "quoted" \\ title', artist: 'e\u0301 is not é' }],
  source: { ip: '2001:db8::1', port: 65_535 },
  occurredAt: '2026-11-02T23:59:59.001Z',
};

/** Batches that every reader must accept, and one that a person must judge. */
export const acceptedCases: readonly VectorCase[] = [
  accepted('records-and-attachments', 'Three records, two attachments, one of them named twice; one zstd frame.', {}),
  accepted('heartbeat', 'No records at all: legal.', { records: [], attachments: [] }),
  accepted('records-only', 'Three records without attachments.', { records: plain, attachments: [] }),
  accepted('odd-text', 'A record with quotes, emoji, combining and bidirectional characters, IPv6, milliseconds.', {
    records: [odd],
    attachments: [],
  }),
  accepted(
    'before-2022',
    'A record of 2021 without a source port, where the policy sets no bound to the age of facts.',
    {
      records: [{ ...plain[0]!, occurredAt: '2021-12-31T23:59:59Z', source: { ip: '192.0.2.1', port: null } }],
      attachments: [],
    },
    { maxFactAgeDays: null },
  ),
  accepted('two-groups', 'Two groups, because two attachments of 9 MiB do not fit one; a frame for each.', inTwoGroups),
  accepted('two-frames', 'Two zstd frames, the boundary in the middle of a tar header.', {
    frames: (tar) => Buffer.concat([zstdCompressSync(tar.subarray(0, 1_100)), zstdCompressSync(tar.subarray(1_100))]),
  }),
  accepted(
    'frame-checksum',
    'One zstd frame with a checksum and without its content size, as a pipe through zstd makes it.',
    {
      frames: (tar) =>
        zstdCompressSync(tar, {
          params: { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_contentSizeFlag]: 0 },
        }),
    },
  ),
  accepted(
    'hybrid-recipient',
    'Sealed to a hybrid (ML-KEM-768 with X25519) recipient.',
    { recipients: [arcom.hybrid.recipient] },
    { identity: 'arcom-hybrid' },
  ),
  accepted(
    'two-recipients',
    'Sealed to two recipients, the second of which opens.',
    { recipients: [stranger.classical.recipient, arcom.classical.recipient] },
    { allowedRecipients: ['stranger-classical', 'arcom-classical'] },
  ),
  accepted(
    'co-signed',
    'Co-signed by an agent, as the policy demands.',
    { coSignatures: [{}] },
    { requiredRoles: [{ role: 'agent', threshold: 1 }] },
  ),
  accepted('second-in-stream', 'The batch that follows records-and-attachments.', () => following(2, null)),
  accepted('replaces', 'A batch that corrects a rejected one of its stream.', () =>
    following(3, { sequence: 2, manifest: 'ab'.repeat(32) }),
  ),
  accepted('sealed-level', 'Checked without any opening key.', {}, { level: 'sealed' }),
  {
    name: 'unknown-co-signature',
    description: 'Co-signed with a key that nobody trusts: a person must judge.',
    batch: { coSignatures: [{ signer: other.signer }] },
    expected: { verdict: 'held', step: null, code: 'co-signature-unknown-key' },
  },
];
