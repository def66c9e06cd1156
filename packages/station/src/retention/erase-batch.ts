import { toInstant } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';
import type { Database } from '../sinks/database.ts';
import { toSortable } from '../sinks/evidence-rows.ts';
import type { SegmentFolder } from '../sinks/segment-folder.ts';
import { isUnnamed } from '../sinks/segment-rows.ts';

/** How imported records are erased. */
export type Erasure = 'deleted' | 'pseudonymised';

/**
 * Erases the records of an imported batch, with their salts and segments, within a transaction of the database. Of
 * *deleted* records the leaf hashes stay; *pseudonymised* ones keep what does not lead to a person, and may be deleted
 * later. What is deleted stays so. Gives whether the database has the batch.
 */
export async function eraseBatch(database: Database, digest: string, erasure: Erasure, at: Date): Promise<boolean> {
  const [row] = await database.rows('SELECT id, erasure FROM batches WHERE digest = $1', [digest]);
  if (row === undefined) return false;
  if (row['erasure'] === erasure || row['erasure'] === 'deleted') return true;
  const batch = Number(row['id']);
  const steps = erasure === 'deleted' ? [...referenceSteps, ...deletionSteps] : pseudonymisationSteps;
  for (const step of steps) await database.rows(step, [batch]);
  await database.rows(
    'UPDATE batches SET content = NULL, content_salt = NULL, erased_at = $1, erasure = $2 WHERE id = $3',
    [toSortable(toInstant(at)), erasure, batch],
  );
  return true;
}

/** How each batch of the database was erased, by the digest of its manifest; null for one that was not. */
export async function readErasures(database: Database): Promise<ReadonlyMap<string, Erasure | null>> {
  const rows = await database.rows('SELECT digest, erasure FROM batches');
  return new Map(rows.map((row) => [String(row['digest']), row['erasure'] as Erasure | null]));
}

const recordsOfBatch = '(SELECT id FROM records WHERE batch = $1)';

const referenceSteps: readonly string[] = [
  `DELETE FROM record_segments WHERE record IN ${recordsOfBatch}`,
  `DELETE FROM record_works WHERE record IN ${recordsOfBatch}`,
  `DELETE FROM hashes WHERE record IN ${recordsOfBatch}`,
];

const deletionSteps: readonly string[] = [
  `INSERT INTO absent_records (batch, record_index, leaf_hash, code)
   SELECT batch, record_index, leaf_hash, 'erased' FROM records WHERE batch = $1`,
  'DELETE FROM records WHERE batch = $1',
];

const pseudonymisationSteps: readonly string[] = [
  `DELETE FROM record_segments WHERE record IN ${recordsOfBatch}`,
  `UPDATE records SET ip = NULL, port = NULL, pseudonym = NULL, file_name = NULL, agent = NULL, line = NULL, salt = NULL
   WHERE batch = $1`,
];

/**
 * Removes the segments that no record names any more, as far as they are rows, within the transaction that erases the
 * records; the rows of files stay until `removeSegmentFiles`. Throws `retention-folder-missing` where some are files and
 * there is no folder.
 */
export async function removeSegmentRows(database: Database, folder: SegmentFolder | null): Promise<void> {
  await database.rows(`DELETE FROM segments WHERE content IS NOT NULL AND ${isUnnamed}`);
  if (folder !== null) return;
  const [left] = await database.rows(`SELECT 1 AS one FROM segments WHERE ${isUnnamed} LIMIT 1`);
  // A certificate must not say that something is gone which lies in a folder that nobody named.
  if (left !== undefined) throw new StationError('retention-folder-missing', { name: database.name });
}

/**
 * Removes the files of segments that no record names any more, and their rows, within a transaction. It comes after the
 * one that erases the records: should that one fail, they keep their segments; should this one, its rows still tell what
 * is to be removed. Throws what the folder throws.
 */
export async function removeSegmentFiles(database: Database, folder: SegmentFolder): Promise<void> {
  for await (const row of database.stream(`SELECT sha256 FROM segments WHERE ${isUnnamed}`)) {
    await folder.remove(String(row['sha256']));
  }
  await database.rows(`DELETE FROM segments WHERE ${isUnnamed}`);
}
