import type { Value } from '../database.ts';

/** A row as a line of the text format of COPY. Source: https://www.postgresql.org/docs/15/sql-copy.html § File Formats. */
export function encodeRow(row: readonly Value[]): string {
  let line = '';
  for (let column = 0; column < row.length; column += 1) {
    line += `${column === 0 ? '' : '\t'}${encodeValue(row[column]!)}`;
  }
  return `${line}\n`;
}

function encodeValue(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return needsEscape.test(value) ? value.replaceAll(special, escapeCharacter) : value;
  if (typeof value === 'number') return String(value);
  return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
}

const needsEscape = /[\\\t\n\r]/;
const special = /[\\\t\n\r]/g;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escapeCharacter(character: string): string {
  return escapes[character]!;
}
