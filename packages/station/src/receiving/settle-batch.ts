import { toInstant } from '@scelle/core';
import type { Finding, Level } from '@scelle/verify';
import { toCodesText } from '../custody/codes-text.ts';
import { batchFile, batchFileByDigest } from '../folder/batch-names.ts';
import { type AuthenticBatch, updateReceived } from '../ledger/received-batches.ts';
import { issueReceipt } from '../receipts/issue-receipts.ts';
import { parseReceipt } from '../receipts/receipt.ts';
import { findReceipts, type StoredReceipt, storeReceipt } from '../receipts/receipt-store.ts';
import { type DraftReceipt, redraftReceipt } from '../receipts/receipts-of-report.ts';
import type { Station } from '../station.ts';
import { storedName } from './clear-orphans.ts';
import { linkStored, removeStored } from './store-file.ts';

/** What a batch that the ledger holds becomes. */
export interface Settlement {
  readonly state: 'accepted' | 'rejected';
  readonly level: Level;
  readonly holdsNumber: boolean;
  readonly codes: readonly string[];
  readonly waitsFor?: readonly Finding[];
  /** Receipts beside that of the delivery. */
  readonly drafts?: readonly DraftReceipt[];
  /** How the custody log tells it. */
  readonly command: string;
  readonly act: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Gives a batch its new state: file, ledger, receipts and custody log. The delivery receipt is issued anew where its
 * outcome has changed. Gives the receipts that were issued.
 */
export async function settleBatch(
  station: Station,
  batch: AuthenticBatch,
  settlement: Settlement,
): Promise<readonly StoredReceipt[]> {
  const { layout, database, receivesFor: recipient } = station;
  const { identity } = batch;
  const { state, level, holdsNumber, codes, waitsFor = [] } = settlement;
  const place = { ...identity, recipient };
  const file =
    state === 'accepted'
      ? storedName('inbox', batchFile(place))
      : storedName('quarantine', batchFileByDigest(place, identity.digest));
  const isMoved = batch.file !== null && batch.file !== file;
  if (isMoved) await linkStored(layout.stored(batch.file), layout.stored(file));
  const receipts: StoredReceipt[] = [];
  for (const draft of [...redraftDelivery(station, batch, settlement), ...(settlement.drafts ?? [])]) {
    receipts.push(await issueReceipt(station, draft));
  }
  station.change(() => {
    const changedAt = toInstant(station.environment.now());
    const kept = batch.file === null ? null : file;
    updateReceived(database, batch.id, { state, level, holdsNumber, codes, waitsFor, changedAt, file: kept });
    for (const receipt of receipts) storeReceipt(database, receipt);
    const { sender, stream, sequence, digest } = identity;
    station.record({
      command: settlement.command,
      act: settlement.act,
      party: sender,
      batch: { sender, recipient, stream, sequence, digest },
      result: state,
      details: { level, codes: toCodesText(codes), ...settlement.details },
    });
  });
  if (isMoved) await removeStored(layout.stored(batch.file));
  return receipts;
}

/**
 * The delivery receipt as it reads now; none where a batch that was delivered is rejected for its content, of which its
 * verification receipt tells, and where it was handed on to the principal, who issues them.
 */
function redraftDelivery(
  { database }: Station,
  { identity, state: before, file }: AuthenticBatch,
  { state, codes, drafts = [] }: Settlement,
): DraftReceipt[] {
  const tellsOfContent = before === 'accepted' && drafts.length > 0;
  if (before === state || file === null || tellsOfContent) return [];
  const { sender: party, digest } = identity;
  const issued = findReceipts(database, { direction: 'issued', party, digest });
  const delivery = issued.find(({ stage }) => stage === 'delivery');
  return delivery ? [redraftReceipt(parseReceipt(delivery.document), { outcome: state, codes })] : [];
}
