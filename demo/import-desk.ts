import { DatabaseSync } from 'node:sqlite';
import type { Stage } from './stage.ts';

/** Which works were found most with which provider, on how many addresses: what an authority may ask. */
const QUESTION = `
SELECT r.isp, w.title, COUNT(*) AS findings, COUNT(DISTINCT r.ip) AS addresses
FROM records r JOIN record_works rw ON rw.record = r.id JOIN works w ON w.id = rw.work
WHERE r.day = '2026-11-02' AND r.isp IS NOT NULL
GROUP BY r.isp, w.id ORDER BY findings DESC, w.title LIMIT 5`;

/** Imports what was accepted, so many records, hands the receipts back, and asks the database. */
export async function importEvidence(stage: Stage, records: number): Promise<void> {
  stage.title('What was accepted is imported, once; only now may the collector delete its copy');
  await stage.changeSettings('arcom', { 'test-records = false': 'test-records = true' });
  await stage.timed('import all', records, 'import --pending --station arcom');
  await stage.scelle('receipt export --out receipts --station arcom');
  const receipts = await stage.listFiles('receipts', '.import.json');
  await stage.scelle(`receipt add ${receipts.join(' ')} --station tmg`);
  await stage.scelle('purge --station tmg');
  await stage.scelle('stats --report statistics.html --station arcom');
  ask(stage, 'arcom/evidence.db', QUESTION);
}

/** Puts a question to a database, and shows the rows that answer it. */
function ask(stage: Stage, file: string, question: string): void {
  stage.print(`\n${file}:${question};\n`);
  using ledger = new DatabaseSync(stage.path(file), { readOnly: true });
  for (const row of ledger.prepare(question).all()) stage.print(Object.values(row).join(' · '));
}
