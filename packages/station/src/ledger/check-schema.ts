import { DatabaseSync } from 'node:sqlite';
import { StationError } from '../errors/station-error.ts';
import { migrations } from './migrations.ts';

/** The columns of each table, and the names of the indices under '', that a ledger of the newest version has. */
let expected: ReadonlySet<string> | undefined;

/**
 * Whether a ledger has all tables, columns and indices that it must have, and nothing that acts by itself. Threat: triggers
 * and views would change, or show, something else than what stands in the tables. Throws `ledger-damaged`, which names it.
 */
export function checkSchema(database: DatabaseSync, file: string): void {
  expected ??= readExpected();
  const found = readParts(database);
  const missing = [...expected].find((part) => !found.has(part));
  const acting = database.prepare("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view') LIMIT 1").get();
  const wrong = missing ?? acting?.['name'];
  if (wrong !== undefined) throw new StationError('ledger-damaged', { file, found: String(wrong) });
}

function readExpected(): ReadonlySet<string> {
  const database = new DatabaseSync(':memory:');
  try {
    for (const statements of migrations) database.exec(statements);
    return readParts(database);
  } finally {
    database.close();
  }
}

/** `table.column` and `index`. */
function readParts(database: DatabaseSync): ReadonlySet<string> {
  const rows = database.prepare(
    `SELECT s.name || '.' || c.name AS part FROM sqlite_schema s JOIN pragma_table_info(s.name) c WHERE s.type = 'table'
     UNION ALL SELECT name FROM sqlite_schema WHERE type = 'index'`,
  );
  return new Set(rows.all().map((row) => String(row['part'])));
}
