import type { DatabaseSync } from 'node:sqlite';
import type { SignedDocument } from '@scelle/verify/internal';
import type { ReceiptDirection } from '../receipts/receipt-store.ts';

/** A decision in the ledger. */
export interface StoredDecision extends SignedDocument {
  readonly direction: ReceiptDirection;
  /** The other party: the sender of the batch where it was issued here, its recipient where it came back. */
  readonly party: string;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
  readonly at: string;
}

/** Keeps a decision in place of an earlier one about the same batch; to be called within a transaction. */
export function storeDecision(database: DatabaseSync, decision: StoredDecision): void {
  const { direction, party, digest, document, signature, at } = decision;
  database
    .prepare(
      `INSERT INTO decisions (direction, party, digest, document, signature, at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET document = excluded.document, signature = excluded.signature, at = excluded.at`,
    )
    .run(direction, party, digest, document, signature, at);
}

/** The decision about a batch, or null. */
export function findDecision(
  database: DatabaseSync,
  { direction, party, digest }: Pick<StoredDecision, 'direction' | 'party' | 'digest'>,
): StoredDecision | null {
  const row = database
    .prepare('SELECT * FROM decisions WHERE direction = ? AND party = ? AND digest = ?')
    .get(direction, party, digest);
  return row === undefined ? null : toDecision(row);
}

/** Every decision that was issued here, one at a time, the oldest first. */
export function* listIssuedDecisions(database: DatabaseSync): Generator<StoredDecision> {
  const rows = database.prepare("SELECT * FROM decisions WHERE direction = 'issued' ORDER BY at, party, digest");
  for (const row of rows.iterate()) yield toDecision(row);
}

/** How many decisions go from one host to another at a time. */
const MOST_AT_ONCE = 256;

/** Decisions that were issued and that another host of the recipient has not got yet, the oldest first. */
export function listUnshared(database: DatabaseSync, host: string): readonly StoredDecision[] {
  return database
    .prepare(
      `SELECT * FROM decisions d WHERE direction = 'issued' AND NOT EXISTS (
         SELECT 1 FROM decisions_handed_on h WHERE h.host = ? AND h.digest = d.digest AND h.at = d.at
       ) ORDER BY at, party, digest LIMIT ?`,
    )
    .all(host, MOST_AT_ONCE)
    .map(toDecision);
}

/** Notes that another host has a decision; to be called within a transaction. */
export function noteShared(database: DatabaseSync, host: string, { digest, at }: StoredDecision): void {
  database
    .prepare(
      'INSERT INTO decisions_handed_on (host, digest, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at',
    )
    .run(host, digest, at);
}

function toDecision(row: Record<string, unknown>): StoredDecision {
  return row as unknown as StoredDecision;
}
