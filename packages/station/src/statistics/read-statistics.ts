import type { Database } from '../sinks/database.ts';
import type { Count, Statistics } from './statistics.ts';

/** No list of labels is longer, but that of days. */
const MOST = 20;

/** Counts what is in a target, from the views of docs/schema.md. */
export async function readStatistics(database: Database): Promise<Statistics> {
  const [totals] = await database.rows(
    `SELECT COUNT(*) AS batches, COALESCE(SUM(announced), 0) AS announced, COALESCE(SUM(accepted), 0) AS accepted,
       COALESCE(SUM(rejected), 0) AS rejected, (SELECT COUNT(*) FROM records) AS kept
     FROM batches`,
  );
  const { plainOrder } = database.dialect;
  /** Labels of one number are in the order of their characters, on every database, and none of them is the first. */
  const frequent = (view: string, column: string) =>
    count(
      database,
      `SELECT ${column} AS label, SUM(records) AS records FROM ${view} GROUP BY ${column}
       ORDER BY 2 DESC, COALESCE(${column}, '') ${plainOrder} LIMIT ${MOST}`,
    );
  return {
    batches: Number(totals!['batches']),
    announced: Number(totals!['announced']),
    accepted: Number(totals!['accepted']),
    rejected: Number(totals!['rejected']),
    kept: Number(totals!['kept']),
    days: await count(database, 'SELECT day AS label, COUNT(*) AS records FROM records GROUP BY day ORDER BY day'),
    controllers: await frequent('daily_records', 'controller'),
    providers: await frequent('daily_records', 'isp'),
    protocols: await frequent('daily_records', 'protocol'),
    works: await count(database, workStatement),
    rejects: await frequent('daily_rejects', 'code'),
  };
}

/** Titles are looked up for those alone that are shown. */
const workStatement = `
SELECT w.title || COALESCE(' – ' || w.artist, '') AS label, c.records
FROM (SELECT work, COUNT(*) AS records FROM record_works GROUP BY work ORDER BY 2 DESC, 1 LIMIT ${MOST}) AS c
JOIN works w ON w.id = c.work ORDER BY c.records DESC, c.work`;

async function count(database: Database, statement: string): Promise<Count[]> {
  const rows = await database.rows(statement);
  return rows.map(({ label, records }) => ({ label: String(label ?? ''), records: Number(records) }));
}
