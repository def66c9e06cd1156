import type { IpEvidence } from '@scelle/core';
import type { Database, Row } from './database.ts';
import { readSealedLines } from './read-sealed-lines.ts';

/** Which imported records are read. */
export interface RecordSelection {
  /** SHA-256 of the manifest of the batch that holds them; all batches where left out. */
  readonly digest?: string;
  /** Ends the reading, even before there is a first record, with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * The imported records that were not erased, in the order of their import, one at a time. Everything is checked against
 * the sealed roots before the first of them is given, and again while they are: the database is read twice, in memory
 * that grows neither with records nor with batches. Throws `evidence-damaged` where it does not hold what was sealed.
 */
export async function* readRecords(
  database: Database,
  { digest, signal }: RecordSelection = {},
): AsyncGenerator<IpEvidence, void> {
  const newest = await findNewest(database);
  for (const isChecked of [false, true]) {
    for await (const batch of readBatches(database, { newest, digest })) {
      for await (const line of readSealedLines(database, batch, signal)) {
        // biome-ignore lint/plugin: its proof was checked against the seal.
        if (isChecked) yield JSON.parse(line) as IpEvidence;
      }
    }
  }
}

/** What is imported between the two readings would be given without the first. */
async function findNewest(database: Database): Promise<number> {
  const [row] = await database.rows('SELECT MAX(id) AS newest FROM batches');
  return Number(row?.['newest'] ?? 0);
}

/** Batches in the order of their import. Each is a query of its own: within it the records of the batch are read. */
async function* readBatches(
  database: Database,
  { newest, digest }: { readonly newest: number; readonly digest: string | undefined },
): AsyncGenerator<Row, void> {
  const statement = `SELECT id, digest, manifest, content_hash, accepted, erasure FROM batches
    WHERE id > $1 AND id <= $2 ${digest === undefined ? '' : 'AND digest = $3'} ORDER BY id LIMIT 1`;
  for (let last = 0; ; ) {
    const [batch] = await database.rows(statement, [last, newest, ...(digest === undefined ? [] : [digest])]);
    if (batch === undefined) return;
    yield batch;
    last = Number(batch['id']);
  }
}
