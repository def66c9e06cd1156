import type { SignedDocument } from '@scelle/core';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import { type ReceiptStage, receiptStages } from '../home/station.ts';
import { ROWS_A_PAGE, readPages } from './pages.ts';

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
export async function storeReceipt(ledger: LedgerTransaction, receipt: StoredReceipt): Promise<void> {
  const { direction, party, digest, stage, document, signature, at } = receipt;
  await ledger.run(
    `INSERT INTO receipts (direction, party, digest, stage, document, signature, at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET document = excluded.document, signature = excluded.signature, at = excluded.at`,
    direction,
    party,
    digest,
    stage,
    document,
    signature,
    at,
  );
}

/** The receipts of a batch, in the order of their stages. */
export async function findReceipts(
  ledger: LedgerReader,
  { direction, party, digest }: Pick<StoredReceipt, 'direction' | 'party' | 'digest'>,
): Promise<StoredReceipt[]> {
  const rows = await ledger.rows(
    'SELECT * FROM receipts WHERE direction = ? AND party = ? AND digest = ?',
    direction,
    party,
    digest,
  );
  return rows.map(toReceipt).sort((a, b) => receiptStages.indexOf(a.stage) - receiptStages.indexOf(b.stage));
}

/** Every receipt of a direction, one at a time, the oldest first. */
export async function* listReceipts(ledger: LedgerReader, direction: ReceiptDirection): AsyncGenerator<StoredReceipt> {
  const rows = readPages((last) =>
    ledger.rows(
      `SELECT * FROM receipts WHERE direction = ? AND (at, party, digest, stage) > (?, ?, ?, ?)
         ORDER BY at, party, digest, stage LIMIT ?`,
      direction,
      last?.['at'] ?? '',
      last?.['party'] ?? '',
      last?.['digest'] ?? '',
      last?.['stage'] ?? '',
      ROWS_A_PAGE,
    ),
  );
  for await (const row of rows) yield toReceipt(row);
}

/** The digests of those batches whose number another batch of the stream bears, too, where receipts were issued for both. */
export async function listContestedDigests(ledger: LedgerReader): Promise<ReadonlySet<string>> {
  const rows = await ledger.rows(
    `SELECT digest FROM (
         SELECT digest, COUNT(*) OVER (PARTITION BY sender, stream, sequence) AS claims FROM received WHERE EXISTS (
           SELECT 1 FROM receipts WHERE direction = 'issued' AND party = sender AND receipts.digest = received.digest
         )
       ) WHERE claims > 1`,
  );
  return new Set(rows.map(({ digest }) => String(digest)));
}

function toReceipt(row: Record<string, unknown>): StoredReceipt {
  return row as unknown as StoredReceipt;
}

/** The digests of the batches for which a receipt of their import was issued. */
export async function listImportedDigests(ledger: LedgerReader): Promise<ReadonlySet<string>> {
  const rows = await ledger.rows("SELECT digest FROM receipts WHERE direction = 'issued' AND stage = 'import'");
  return new Set(rows.map(({ digest }) => String(digest)));
}

/** Every receipt that was issued here and that a gateway has not got yet, the oldest first. */
export async function listNotHandedOn(ledger: LedgerReader, gateway: string): Promise<readonly StoredReceipt[]> {
  const rows = await ledger.rows(
    `SELECT * FROM receipts r WHERE direction = 'issued' AND NOT EXISTS (
       SELECT 1 FROM handed_on h WHERE h.gateway = ? AND h.digest = r.digest AND h.stage = r.stage AND h.at = r.at
     ) ORDER BY at, digest, stage`,
    gateway,
  );
  return rows.map(toReceipt);
}

/** Notes that a gateway has a receipt. */
export async function noteHandedOn(
  ledger: LedgerTransaction,
  gateway: string,
  { digest, stage, at }: Pick<StoredReceipt, 'digest' | 'stage' | 'at'>,
): Promise<void> {
  await ledger.run(
    `INSERT INTO handed_on (gateway, digest, stage, at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET at = excluded.at`,
    gateway,
    digest,
    stage,
    at,
  );
}
