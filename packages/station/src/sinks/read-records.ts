import type { IpEvidence } from '@scelle/core';
import type { Database } from './database.ts';

/** Which imported records are read. */
export interface RecordSelection {
  /** SHA-256 of the manifest of the batch that holds them; all batches where left out. */
  readonly digest?: string;
}

/** The imported records that were not erased, in the order of their import, one at a time. */
export async function* readRecords(
  database: Database,
  { digest }: RecordSelection = {},
): AsyncGenerator<IpEvidence, void> {
  const where = digest === undefined ? '' : 'AND batch = (SELECT id FROM batches WHERE digest = $1)';
  const values = digest === undefined ? [] : [digest];
  const statement = `SELECT line FROM records WHERE line IS NOT NULL ${where} ORDER BY id`;
  for await (const row of database.stream(statement, values)) yield JSON.parse(String(row['line'])) as IpEvidence;
}
