import { type StationCode, StationError } from '../../errors/station-error.ts';

/** SQLite's primary result codes. Source: https://www.sqlite.org/rescode.html */
const codes: Readonly<Record<number, StationCode>> = {
  5: 'ledger-busy',
  6: 'ledger-busy',
  11: 'ledger-damaged',
  13: 'ledger-full',
  26: 'ledger-damaged',
};

/** SQLITE_IOERR_SHMSIZE: the index of the write-ahead log could not be made as long as it must be. */
const NO_ROOM_FOR_INDEX = 4874;

/** The error to throw where SQLite failed on the ledger `file`; what SQLite did not report is kept. */
export function toLedgerError(error: unknown, file: string): unknown {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return error;
  const isFull = error.errcode === NO_ROOM_FOR_INDEX;
  const code = isFull ? 'ledger-full' : (codes[error.errcode & 0xff] ?? 'ledger-unreadable');
  const found = 'errstr' in error ? String(error.errstr) : error.errcode;
  return new StationError(code, { file, found }, { cause: error });
}
