/**
 * Usage: load-rows.ts FROM TO. Makes the tables of one SQLite file in another, and loads its rows with prepared statements
 * in one transaction, with the settings of an import: what an import takes that checks nothing.
 */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

const [from = '', to = ''] = process.argv.slice(2);
const tables = [
  ...['batches', 'works', 'work_identifiers', 'segments', 'records'],
  ...['record_works', 'hashes', 'record_segments', 'absent_records', 'receipts'],
];

const source = new DatabaseSync(from, { readOnly: true });
const target = new DatabaseSync(to, { enableForeignKeyConstraints: true });
target.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -16384',
);
for (const { sql } of source.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid').all()) {
  target.exec(String(sql));
}
target.exec('BEGIN IMMEDIATE');
for (const table of tables) {
  const rows = source.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`);
  const insert = target.prepare(
    `INSERT INTO ${table} VALUES (${rows
      .columns()
      .map(() => '?')
      .join(', ')})`,
  );
  for (const row of rows.iterate()) insert.run(...(Object.values(row) as SQLInputValue[]));
}
target.exec('COMMIT');
target.close();
source.close();
