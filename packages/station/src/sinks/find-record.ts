import { StationError } from '../errors/station-error.ts';
import type { Database, Row } from './database.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A record that is there, with its batch. Throws `evidence-unknown`, `evidence-erased`. */
export async function findRecord(database: Database, recordId: string): Promise<Row> {
  const { name } = database;
  const [row] = UUID.test(recordId)
    ? await database.rows(
        `SELECT r.batch, r.record_index, r.line, r.salt, b.announced, b.manifest, b.seal, b.content, b.content_salt,
           b.content_hash
         FROM records r JOIN batches b ON b.id = r.batch WHERE r.record_id = $1`,
        [recordId],
      )
    : [];
  if (row === undefined) throw new StationError('evidence-unknown', { name, found: recordId.slice(0, 64) });
  if (row['line'] === null) throw new StationError('evidence-erased', { name, found: recordId });
  return row;
}
