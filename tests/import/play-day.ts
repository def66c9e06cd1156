import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openTarget, parseReceipt } from '@scelle/station';
import type { Database, DatabaseSink, Row } from '@scelle/station/internal';
import { runScelle } from '../faults/scelle-process.ts';
import type { ImportPlace } from './import-scene.ts';

/** What came of it: the same on every database, but for times. */
export interface PlayedDay {
  /** What the import reported of each batch. */
  readonly imported: readonly object[];
  /** The import receipts, without what tells one import from another of the same batch. */
  readonly receipts: readonly object[];
  readonly statistics: object;
  /** The rows that answer each question of docs/schema.md. */
  readonly answers: readonly (readonly Row[])[];
  /** The record that was proven from the database, as `verify-proof` shows it. */
  readonly proven: { readonly valid: boolean; readonly record: { readonly recordId: string } };
}

/** Seconds of each command. */
export type DayTimes = Record<string, number>;

/** Imports what waits by the command, with a database that is empty; asks what an authority asks, and proves a record that keeps a segment. */
export async function playDay(place: ImportPlace): Promise<{ readonly day: PlayedDay; readonly times: DayTimes }> {
  const { folder, url, segmentsFolder } = place;
  const times: DayTimes = {};
  async function run<Result>(command: string, ...args: readonly string[]): Promise<Result> {
    const start = performance.now();
    const { stdout } = await runScelle([command, ...args, '--json'], { cwd: folder });
    times[command] = (performance.now() - start) / 1000;
    return JSON.parse(stdout) as Result;
  }
  const target = ['--station', 'arcom', '--into', url];
  const files = segmentsFolder === undefined ? [] : ['--segments-folder', segmentsFolder];
  const { batches: imported } = await run<{ batches: object[] }>('import', '--pending', ...target, ...files);
  const { target: _, ...statistics } = await run<{ target: string }>('stats', ...target, '--report', 'statistics.html');
  await using sink = await openTarget({ url, base: folder, segmentsFolder: null });
  const record = await findRecord(sink.database);
  const proof = ['--record', String(record['record_id']), '--out', 'record.proof.json'];
  await run('prove', '--from-database', ...proof, ...target);
  const signer = ['--signer', 'tmg=tmg/keys/signing.pub'];
  const proven = await run<PlayedDay['proven']>('verify-proof', 'record.proof.json', ...signer);
  const answers = await askQuestions(sink.database, record);
  return { day: { imported, receipts: await readReceipts(sink), statistics, answers, proven }, times };
}

/** A record of the day in the examples that has a segment. */
async function findRecord({ rows }: Database): Promise<Row> {
  const [record] = await rows(
    `SELECT r.record_id, r.ip, r.port, r.isp FROM records r JOIN record_segments rs ON rs.record = r.id
     WHERE r.day = '2026-11-02' ORDER BY r.id DESC LIMIT 1`,
  );
  return record!;
}

/** Asks the questions of docs/schema.md about a record. */
async function askQuestions({ rows }: Database, record: Row): Promise<Row[][]> {
  const page = await readFile(fileURLToPath(new URL('../../docs/schema.md', import.meta.url)), 'utf8');
  const questions = Array.from(page.matchAll(/^```sql\n([\s\S]*?);\n```$/gm), ([, sql]) => sql!);
  const answers: Row[][] = [];
  for (const question of questions) {
    const asked = question
      .replace('203.0.113.7', String(record['ip']))
      .replace('50123', String(record['port']))
      .replace('Example Télécom', String(record['isp']))
      .replace('0193ee00-0000-4000-8000-000000000001', String(record['record_id']));
    const answer = await rows(`SELECT * FROM (${asked}) AS answer ORDER BY 1, 2`);
    answers.push(answer.map((row) => ({ ...row })));
  }
  return answers;
}

async function readReceipts(sink: DatabaseSink): Promise<object[]> {
  const batches = await sink.database.rows('SELECT digest FROM batches ORDER BY id');
  const receipts = batches.map(async ({ digest }) => {
    const found = await sink.findReceipt(String(digest));
    return { ...parseReceipt(found!.document), issuedAt: null, custody: null };
  });
  return Promise.all(receipts);
}
