import { type StationCode, StationError } from '../../errors/station-error.ts';

/** SQLite's primary result codes. Source: https://www.sqlite.org/rescode.html */
const codes: Readonly<Record<number, StationCode>> = {
  1: 'database-altered',
  5: 'database-busy',
  6: 'database-busy',
  8: 'database-unreachable',
  10: 'database-failed',
  11: 'database-damaged',
  13: 'database-full',
  14: 'database-unreachable',
  19: 'database-constraint',
  20: 'database-altered',
  26: 'database-damaged',
};

/** The error to throw where SQLite failed on the database `name`; what SQLite did not report is kept. */
export function toSqliteError(error: unknown, name: string): unknown {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return error;
  const code = codes[error.errcode & 0xff] ?? 'database-failed';
  // Threat: a message of the database that repeats a value of a record. The number says what failed.
  return new StationError(code, { name, found: `SQLite ${error.errcode}` });
}
