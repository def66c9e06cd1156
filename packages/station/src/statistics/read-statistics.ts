import type { Database } from '../sinks/database.ts';

/** A label and how many records it has. */
export interface Count {
  readonly label: string;
  readonly records: number;
}

/** What is in a target, in numbers. It holds no address and no pseudonym. */
export interface Statistics {
  /** Imported batches, and what became of their records. */
  readonly batches: number;
  readonly announced: number;
  readonly accepted: number;
  readonly rejected: number;
  /** How many of the accepted records are still there. */
  readonly kept: number;
  /** By the day of the facts, in order. */
  readonly days: readonly Count[];
  /** The most frequent first, and no more than so many. */
  readonly controllers: readonly Count[];
  /** A record without a provider counts under an empty label. */
  readonly providers: readonly Count[];
  readonly protocols: readonly Count[];
  readonly works: readonly Count[];
  /** By the code of the refusal. */
  readonly rejects: readonly Count[];
}

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
