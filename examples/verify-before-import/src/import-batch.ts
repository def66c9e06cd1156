import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Identity, openFileSource } from '@scelle/core';
import { type ContentConsumer, type Policy, type VerificationReport, verifyBatch } from '@scelle/verify';
import { BatchLedger } from './batch-ledger.ts';

/**
 * Imports the batch at `path` if it is accepted, whole and once. Its records are written while it is being verified, in
 * a transaction that nobody else sees, and which is committed only after the last check.
 */
export async function importBatch(
  path: string,
  database: DatabaseSync,
  policy: Policy,
  identities: readonly Identity[],
): Promise<VerificationReport> {
  await using source = await openFileSource(path);
  const ledger = new BatchLedger(database);
  database.exec('BEGIN IMMEDIATE');
  try {
    const consumer = insertInto(database);
    const report = await verifyBatch(source, policy, { identities, ledger, consumer, origin: basename(path) });
    const { verdict, level, manifest, manifestDigest } = report;
    // At level sealed nobody looked inside: such a batch must not be noted as imported.
    const accepted = verdict === 'accepted' && level === 'full' && manifest !== null && manifestDigest !== null;
    if (accepted) ledger.add(manifest, manifestDigest);
    database.exec(accepted ? 'COMMIT' : 'ROLLBACK');
    return report;
  } catch (error) {
    // This machine failed, or a record is there already: not a word of the batch stays.
    database.exec('ROLLBACK');
    throw error;
  }
}

function insertInto(database: DatabaseSync): ContentConsumer {
  const record = database.prepare('INSERT INTO records (record_id, controller, occurred_at, line) VALUES (?, ?, ?, ?)');
  // A segment that another batch brought is the same segment: its digest is checked before the commit.
  const segment = database.prepare('INSERT OR IGNORE INTO segments (sha256, bytes) VALUES (?, ?)');
  return {
    async takeGroup({ records, attachments }) {
      for (const { sha256, bytes } of attachments) segment.run(sha256, bytes);
      for (const { facts, bytes } of records) {
        record.run(facts.recordId, facts.controller, facts.occurredAt, new TextDecoder().decode(bytes));
      }
    },
  };
}
