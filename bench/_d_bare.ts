import { DatabaseSync } from 'node:sqlite';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { migrations } from '../packages/station/src/sinks/schema.ts';
import { sqlite } from '../packages/station/src/sinks/dialect.ts';
import { tableColumns } from '../packages/station/src/sinks/tables.ts';
const [, , dir, db] = process.argv;
const d = new DatabaseSync(db!, { enableForeignKeyConstraints: true });
d.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-98304');
d.exec(migrations[0]!(sqlite));
console.time('bare');
d.exec('BEGIN IMMEDIATE');
for (const t of ['batches', 'works', 'work_identifiers', 'segments', 'records', 'record_works', 'hashes', 'record_segments', 'absent_records', 'receipts'] as const) {
  const c = tableColumns[t]; const s = d.prepare(`INSERT INTO ${t} (${c.join(',')}) VALUES (${c.map(() => '?').join(',')})`);
  console.time(t);
  for await (const line of createInterface({ input: createReadStream(`${dir}/${t}.jsonl`) })) {
    const row = JSON.parse(line) as any[];
    s.run(...row.map((v) => v !== null && typeof v === 'object' ? Buffer.from(v.h, 'hex') : v));
  }
  console.timeEnd(t);
}
d.exec('COMMIT');
console.timeEnd('bare');
d.close();
console.log('peak MB', process.resourceUsage().maxRSS / 1024);
