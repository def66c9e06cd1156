import { DatabaseSync } from 'node:sqlite';

/** Ledgers that tests look into, by their paths: a connection each. */
const opened = new Map<string, DatabaseSync>();

/** The ledger of a station as SQLite has it, for tests that alter it, or look at what no operation tells. */
export function rawLedger({ layout }: { readonly layout: { readonly ledger: string } }): DatabaseSync {
  const database = opened.get(layout.ledger) ?? new DatabaseSync(layout.ledger, { timeout: 10_000 });
  opened.set(layout.ledger, database);
  return database;
}
