import type { DatabaseSync } from 'node:sqlite';
import { StationError } from '../errors/station-error.ts';
import { batchFile, formatBatchName } from '../folder/batch-names.ts';
import { findLastSent, type SentBatch } from '../ledger/sent-batches.ts';
import type { Receipt } from '../receipts/receipt.ts';
import { type ConfirmedStream, findConfirmed, isConfirmed } from './restorations.ts';

/** What its recipient tells of a batch. */
type ToldBatch = Pick<Receipt, 'sender' | 'recipient' | 'stream' | 'sequence' | 'manifest' | 'batch' | 'receivedAt'> & {
  readonly records: Pick<Receipt['records'], 'announced'>;
};

/**
 * The batch that a restored station sent after its backup was made, as far as a receipt or a decision of its recipient tells: its
 * number, its digest, its id. Its size and the time at which it was made stay unknown. Throws `receipt-unknown-batch`
 * where nothing was forgotten, `receipt-mismatch` where
 * another batch was confirmed, and `receipt-not-next` where receipts of batches before it have to come first.
 */
export function relearnSent(database: DatabaseSync, receipt: ToldBatch): SentBatch {
  const { recipient, stream, sequence, receivedAt } = receipt;
  const name = formatBatchName(receipt);
  const confirmed = findConfirmed(database, receipt);
  if (confirmed === null) requireNext(database, receipt, name);
  else requireForgotten(confirmed, receipt, name);
  return {
    recipient,
    stream,
    sequence,
    digest: receipt.manifest,
    batchId: receipt.batch,
    file: batchFile(receipt),
    records: receipt.records.announced,
    bytes: 0,
    createdAt: receivedAt,
    replaces: null,
    state: 'packed',
    channel: null,
    packedAt: receivedAt,
    changedAt: receivedAt,
  };
}

function requireNext(database: DatabaseSync, receipt: ToldBatch, name: string): void {
  if (isConfirmed(database, receipt)) throw new StationError('receipt-unknown-batch', { name });
  const { sequence: found } = receipt;
  const expected = (findLastSent(database, receipt)?.sequence ?? 0) + 1;
  if (found !== expected) throw new StationError('receipt-not-next', { name, found, expected });
}

/** Of numbers up to the confirmed one the station knows that it used them, and not for what; any of them may come. */
function requireForgotten({ last, digest }: ConfirmedStream, { sequence, manifest }: ToldBatch, name: string): void {
  if (digest === null || sequence > last) throw new StationError('receipt-unknown-batch', { name });
  if (sequence === last && manifest !== digest) {
    throw new StationError('receipt-mismatch', { name, field: 'manifest', found: manifest, expected: digest });
  }
}
