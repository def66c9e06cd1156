import { toInstant } from '@scelle/core';
import type { Database } from '../sinks/database.ts';
import type { SegmentFolder } from '../sinks/segment-folder.ts';
import { StationError } from '../station-error.ts';

/** How imported records are erased. */
export type Erasure = 'deleted' | 'pseudonymised';

/**
 * Erases the records of an imported batch, with their salts and segments, within a transaction of the database. Of
 * *deleted* records the leaf hashes stay; *pseudonymised* ones keep what does not lead to a person. What is erased already
 * stays as it is. Gives whether the database has the batch.
 */
export async function eraseBatch(database: Database, digest: string, erasure: Erasure, at: Date): Promise<boolean> {
  const [row] = await database.rows('SELECT id, erased_at FROM batches WHERE digest = $1', [digest]);
  if (row === undefined) return false;
  if (row['erased_at'] !== null) return true;
  const batch = Number(row['id']);
  const steps = erasure === 'deleted' ? [...referenceSteps, ...deletionSteps] : pseudonymisationSteps;
  for (const step of steps) await database.rows(step, [batch]);
  await database.rows(
    'UPDATE batches SET content = NULL, content_salt = NULL, erased_at = $1, erasure = $2 WHERE id = $3',
    [toInstant(at), erasure, batch],
  );
  return true;
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
 * Removes the segments that no record names any more. Files go first: should the transaction fail, their records are
 * erased all the same when this is done again. Throws `retention-folder-missing` where some are files and there is no
 * folder, and what the folder throws.
 */
export async function removeUnnamedSegments(database: Database, folder: SegmentFolder | null): Promise<void> {
  const unnamed = 'NOT EXISTS (SELECT 1 FROM record_segments rs WHERE rs.sha256 = segments.sha256)';
  for await (const row of database.stream(`SELECT sha256 FROM segments WHERE content IS NULL AND ${unnamed}`)) {
    // A certificate must not say that something is gone which lies in a folder that nobody named.
    if (folder === null) throw new StationError('retention-folder-missing', { name: database.name });
    await folder.remove(String(row['sha256']));
  }
  await database.rows(`DELETE FROM segments WHERE ${unnamed}`);
}
