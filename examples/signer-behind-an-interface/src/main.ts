/** Seals a batch and verifies it, with a signing key and an opening key that never enter this process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  type BatchWriter,
  CoreError,
  createBatch,
  createPublishedFile,
  ipEvidenceTest,
  openFileSource,
  parseRecipient,
  type SealedBatch,
} from '@scelle/core';
import { generateRecords } from '@scelle/synthetic';
import { verifyBatch } from '@scelle/verify';
import { Connection } from './connection.ts';
import { openRemoteKeys } from './remote-keys.ts';

using service = new Connection();
const { signer, identity } = await openRemoteKeys(service);
const folder = await mkdtemp(join(tmpdir(), 'remote-keys-'));
const path = join(folder, 'tmg.arcom.music.000001.scelle');

const place = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, previous: null };
const agents = ['agent-1', 'agent-2', 'agent-3', 'agent-4'];
const recipients = [parseRecipient(identity.recipient)];
await using file = await createPublishedFile(path);
const batch = await createBatch(file, { ...place, agents, profile: ipEvidenceTest }, { signer, recipients });
for (const { line } of generateRecords({ records: 100, segments: 'none', seed: 1, day: '2026-01-05' })) {
  await batch.addLine(Buffer.from(line));
}
const { manifest } = await sealPatiently(batch);
await file.publish();
process.stdout.write(`sealed ${manifest.records.count} records\n`);

await using source = await openFileSource(path);
const report = await verifyBatch(
  source,
  {
    keys: [{ role: 'sender', name: 'tmg', publicKey: { keyNumber: signer.keyNumber, key: signer.publicKey } }],
    requiredRoles: [],
    recipient: 'arcom',
    allowedRecipients: null,
    profiles: [ipEvidenceTest],
    clockSkewSeconds: 300,
    maxFactAgeDays: null,
  },
  { identities: [identity], ledger: 'none' },
);
process.stdout.write(`${report.verdict} at level ${report.level}\n`);
await rm(folder, { recursive: true });

/** A service may be down for a minute, and a batch that took an hour to write must not be lost for it. */
async function sealPatiently(writer: BatchWriter, attempts = 5): Promise<SealedBatch> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writer.seal();
    } catch (error) {
      // What cannot be repaired by waiting has a code of its own; a disc that failed ends the batch.
      if (attempt === attempts || (error instanceof CoreError && error.code !== 'signer-mismatch')) throw error;
      await setTimeout(1_000 * attempt);
    }
  }
}
