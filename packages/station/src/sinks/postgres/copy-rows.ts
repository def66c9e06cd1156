import { once } from 'node:events';
import type { Client } from 'pg';
import { from } from 'pg-copy-streams';
import type { Value } from '../database.ts';
import { type TableName, tableColumns } from '../tables.ts';

/** How much text is made at once, in UTF-16 units. */
const CHUNK = 262_144;

/**
 * Adds rows with `COPY … FROM STDIN`, in its text format.
 * Source: https://www.postgresql.org/docs/15/sql-copy.html § File Formats.
 */
export async function copyRows(client: Client, table: TableName, rows: readonly (readonly Value[])[]): Promise<void> {
  if (rows.length === 0) return;
  const stream = client.query(from(`COPY ${table} (${tableColumns[table].join(', ')}) FROM STDIN`));
  // An error makes `finish` never come: it is waited for together with it.
  const finished = once(stream, 'finish');
  finished.catch(() => undefined);
  let text = '';
  for (const row of rows) {
    text += encodeRow(row);
    if (text.length < CHUNK) continue;
    if (!stream.write(text)) await Promise.race([once(stream, 'drain'), finished]);
    text = '';
  }
  stream.end(text);
  await finished;
}

/** A row as a line. */
function encodeRow(row: readonly Value[]): string {
  let line = '';
  for (let column = 0; column < row.length; column += 1) {
    line += `${column === 0 ? '' : '\t'}${encodeValue(row[column]!)}`;
  }
  return `${line}\n`;
}

function encodeValue(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return needsEscape.test(value) ? value.replaceAll(special, escape) : value;
  if (typeof value === 'number') return String(value);
  return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
}

const needsEscape = /[\\\t\n\r]/;
const special = /[\\\t\n\r]/g;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escape(character: string): string {
  return escapes[character]!;
}
