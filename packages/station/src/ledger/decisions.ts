import type { SignedDocument } from '@scelle/core';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import { ROWS_A_PAGE, readPages } from './pages.ts';
import type { ReceiptDirection } from './receipts.ts';

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
export async function storeDecision(ledger: LedgerTransaction, decision: StoredDecision): Promise<void> {
  const { direction, party, digest, document, signature, at } = decision;
  await ledger.run(
    `INSERT INTO decisions (direction, party, digest, document, signature, at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET document = excluded.document, signature = excluded.signature, at = excluded.at`,
    direction,
    party,
    digest,
    document,
    signature,
    at,
  );
}

/** The decision about a batch, or null. */
export async function findDecision(
  ledger: LedgerReader,
  { direction, party, digest }: Pick<StoredDecision, 'direction' | 'party' | 'digest'>,
): Promise<StoredDecision | null> {
  const row = await ledger.row(
    'SELECT * FROM decisions WHERE direction = ? AND party = ? AND digest = ?',
    direction,
    party,
    digest,
  );
  return row === undefined ? null : toDecision(row);
}

/** Every decision that was issued here, one at a time, the oldest first. */
export async function* listIssuedDecisions(ledger: LedgerReader): AsyncGenerator<StoredDecision> {
  const rows = readPages((last) =>
    ledger.rows(
      `SELECT * FROM decisions WHERE direction = 'issued' AND (at, party, digest) > (?, ?, ?)
         ORDER BY at, party, digest LIMIT ?`,
      last?.['at'] ?? '',
      last?.['party'] ?? '',
      last?.['digest'] ?? '',
      ROWS_A_PAGE,
    ),
  );
  for await (const row of rows) yield toDecision(row);
}

/** How many decisions go from one host to another at a time. */
const MOST_AT_ONCE = 256;

/** Decisions that were issued and that another host of the recipient has not got yet, the oldest first. */
export async function listUnshared(ledger: LedgerReader, host: string): Promise<readonly StoredDecision[]> {
  return (
    await ledger.rows(
      `SELECT * FROM decisions d WHERE direction = 'issued' AND NOT EXISTS (
         SELECT 1 FROM decisions_handed_on h WHERE h.host = ? AND h.digest = d.digest AND h.at = d.at
       ) ORDER BY at, party, digest LIMIT ?`,
      host,
      MOST_AT_ONCE,
    )
  ).map(toDecision);
}

/** Notes that another host has a decision; to be called within a transaction. */
export async function noteShared(
  ledger: LedgerTransaction,
  host: string,
  { digest, at }: StoredDecision,
): Promise<void> {
  await ledger.run(
    'INSERT INTO decisions_handed_on (host, digest, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at',
    host,
    digest,
    at,
  );
}

function toDecision(row: Record<string, unknown>): StoredDecision {
  return row as unknown as StoredDecision;
}
