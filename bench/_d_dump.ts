// dumps rows of a database into JSONL per table
import { DatabaseSync } from 'node:sqlite';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { tableColumns } from '../packages/station/src/sinks/tables.ts';
const [, , db, out] = process.argv;
const d = new DatabaseSync(db!);
for (const [t, c] of Object.entries(tableColumns)) {
  const w = createWriteStream(`${out}/${t}.jsonl`);
  let n = 0;
  for (const r of d.prepare(`SELECT ${c.join(',')} FROM ${t}${t === 'records' ? ' ORDER BY id' : ''}`).iterate()) {
    n++;
    if (!w.write(JSON.stringify(Object.values(r).map((v) => v instanceof Uint8Array ? { h: Buffer.from(v).toString('hex') } : v)) + '\n')) await once(w, 'drain');
  }
  w.end(); await once(w, 'close'); console.log(t, n);
}
