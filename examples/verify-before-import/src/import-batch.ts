import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Identities, openFileSource } from '@scelle/core';
import { type ContentConsumer, type FullReport, type Policy, verifyBatch } from '@scelle/verify';
import { BatchLedger } from './batch-ledger.ts';

/**
 * Imports the batch at `path` if it is accepted, whole and once. Its records are written while it is being verified, in
 * a transaction that nobody else sees, and which is committed only after the last check.
 */
export async function importBatch(
  path: string,
  database: DatabaseSync,
  policy: Policy,
  identities: Identities,
): Promise<FullReport> {
  await using source = await openFileSource(path);
  const ledger = new BatchLedger(database);
  database.exec('BEGIN IMMEDIATE');
  try {
    const consumer = insertInto(database);
    const report = await verifyBatch(source, policy, { identities, ledger, consumer, origin: basename(path) });
    if (report.verdict === 'accepted') ledger.add(report.manifest, report.manifestDigest);
    database.exec(report.verdict === 'accepted' ? 'COMMIT' : 'ROLLBACK');
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
