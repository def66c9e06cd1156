import type { LedgerRow } from '../home/ledger.ts';

/** Rows that are read at a time where all of a table are wanted. */
export const ROWS_A_PAGE = 500;

/**
 * All rows of a table in the order of a key, of which no more than a page are in memory. `read` gives the first
 * `ROWS_A_PAGE` behind `last`, which is null at the beginning. What is committed meanwhile may be among them.
 */
export async function* readPages(read: (last: LedgerRow | null) => Promise<LedgerRow[]>): AsyncGenerator<LedgerRow> {
  let last: LedgerRow | null = null;
  for (;;) {
    const rows: LedgerRow[] = await read(last);
    yield* rows;
    if (rows.length < ROWS_A_PAGE) return;
    last = rows.at(-1)!;
  }
}
