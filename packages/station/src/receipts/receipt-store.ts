import type { DatabaseSync } from 'node:sqlite';
import type { SignedDocument } from '@scelle/verify/internal';
import { type ReceiptStage, receiptStages } from '../home/station.ts';

/** Which way a receipt went. */
export type ReceiptDirection = 'issued' | 'received';

/** A receipt in the ledger. */
export interface StoredReceipt extends SignedDocument {
  readonly direction: ReceiptDirection;
  /** The other party: the sender of the batch where it was issued here, its recipient where it came back. */
  readonly party: string;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
  readonly stage: ReceiptStage;
  readonly at: string;
}

/** Keeps a receipt in place of an earlier one of the same batch and stage; to be called within a transaction. */
export function storeReceipt(database: DatabaseSync, receipt: StoredReceipt): void {
  const { direction, party, digest, stage, document, signature, at } = receipt;
  database
    .prepare(
      `INSERT INTO receipts (direction, party, digest, stage, document, signature, at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET document = excluded.document, signature = excluded.signature, at = excluded.at`,
    )
    .run(direction, party, digest, stage, document, signature, at);
}

/** The receipts of a batch, in the order of their stages. */
export function findReceipts(
  database: DatabaseSync,
  { direction, party, digest }: Pick<StoredReceipt, 'direction' | 'party' | 'digest'>,
): StoredReceipt[] {
  const rows = database
    .prepare('SELECT * FROM receipts WHERE direction = ? AND party = ? AND digest = ?')
    .all(direction, party, digest);
  return rows.map(toReceipt).sort((a, b) => receiptStages.indexOf(a.stage) - receiptStages.indexOf(b.stage));
}

/** Every receipt of a direction, one at a time, the oldest first. */
export function* listReceipts(database: DatabaseSync, direction: ReceiptDirection): Generator<StoredReceipt> {
  const rows = database.prepare('SELECT * FROM receipts WHERE direction = ? ORDER BY at, party, digest, stage');
  for (const row of rows.iterate(direction)) yield toReceipt(row);
}

/** The digests of those batches whose number another batch of the stream bears, too, where receipts were issued for both. */
export function listContestedDigests(database: DatabaseSync): ReadonlySet<string> {
  const rows = database
    .prepare(
      `SELECT digest FROM (
         SELECT digest, COUNT(*) OVER (PARTITION BY sender, stream, sequence) AS claims FROM received WHERE EXISTS (
           SELECT 1 FROM receipts WHERE direction = 'issued' AND party = sender AND receipts.digest = received.digest
         )
       ) WHERE claims > 1`,
    )
    .all();
  return new Set(rows.map(({ digest }) => String(digest)));
}

function toReceipt(row: Record<string, unknown>): StoredReceipt {
  return row as unknown as StoredReceipt;
}
