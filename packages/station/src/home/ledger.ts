/** What may stand in a statement in place of a question mark. */
export type LedgerValue = null | number | bigint | string | Uint8Array;

/** A row as it stands in a table. */
export type LedgerRow = Readonly<Record<string, LedgerValue>>;

/**
 * What is asked of a ledger: outside of a change what was committed, within one what the change has come to. Statements
 * are the business of `ledger/` alone, which has named operations for everybody else.
 */
export interface LedgerReader {
  rows(sql: string, ...values: readonly LedgerValue[]): Promise<LedgerRow[]>;
  /** The first row; undefined where there is none. */
  row(sql: string, ...values: readonly LedgerValue[]): Promise<LedgerRow | undefined>;
  /** Another text after every change by anybody; null within a change, whose rows may not stay. */
  version(): Promise<string | null>;
}

/**
 * A change of the ledger that is under way. It is written as a whole once it ends. It answers nobody afterwards, nor where
 * it has waited for anything but the ledger, which would keep all others waiting: `ledger-change-misused`.
 */
export interface LedgerTransaction extends LedgerReader {
  /** Gives the number of the row that was inserted. */
  run(sql: string, ...values: readonly LedgerValue[]): Promise<number>;
}

/**
 * The ledger of a station. Everything throws `ledger-full`, `ledger-busy`, `ledger-damaged`, `ledger-unreadable`, and
 * `ledger-change-misused` where a running change asks it instead of its own transaction.
 */
export interface Ledger extends LedgerReader {
  /**
   * Runs `change` in one transaction that is on the disc before this settles; nothing of it stays where it throws. Changes
   * of one process run one after the other. Throws `ledger-change-nested` within another change, and what `change` throws.
   */
  change<Result>(change: (transaction: LedgerTransaction) => Promise<Result>): Promise<Result>;
  /** Writes a consistent copy into a new file, without what the database keeps for itself. */
  copyTo(path: string): Promise<void>;
  close(): void;
}
