import { type SignedDocument, toInstant } from '@scelle/core';
import { compareInstants } from '@scelle/core/internal';
import { toCodesText } from '../custody/entry.ts';
import { StationError } from '../errors/station-error.ts';
import { batchFile, formatBatchName } from '../home/layout.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { Station, StationChange } from '../home/station.ts';
import { findReceipts, storeReceipt } from '../ledger/receipts.ts';
import { type ConfirmedStream, findConfirmed, isConfirmed } from '../ledger/restorations.ts';
import {
  findLastSent,
  findSentByNumber,
  insertSent,
  type SentBatch,
  type SentState,
  updateSent,
} from '../ledger/sent-batches.ts';
import { type Receipt, type ReceiptTrust, verifyReceipt } from './receipt.ts';

/** What adding a receipt came to. */
export interface AddedReceipt {
  readonly receipt: Receipt;
  /** *known* where the very same was added before, and nothing changes. */
  readonly outcome: 'added' | 'known';
  /** What the batch has come to. */
  readonly state: SentState;
}

/** How far a batch has come, so that an older receipt never takes it back. */
const progress: readonly SentState[] = ['packed', 'sent', 'held', 'delivered', 'verified', 'imported', 'rejected'];

/**
 * Takes a receipt that came back: checked against the keys of its issuer and against what was sent. Throws the codes of
 * `verifyReceipt`, `receipt-not-for-me`, `receipt-unknown-batch`, `receipt-mismatch`, `receipt-outdated`, and on a station
 * that was restored `receipt-not-next`.
 */
export async function addReceipt(station: Station, signed: SignedDocument, trust: ReceiptTrust): Promise<AddedReceipt> {
  const receipt = verifyReceipt(signed, trust);
  return station.exclusively(async () => {
    const { sent, isRelearned } = await findSent(station, receipt);
    const { station: party, manifest: digest, stage, issuedAt: at } = receipt;
    const known = (await findReceipts(station.ledger, { direction: 'received', party, digest })).find(
      (other) => other.stage === stage,
    );
    if (known && isSame(known, signed)) return { receipt, outcome: 'known', state: sent.state };
    if (known && compareInstants(at, known.at) <= 0) {
      throw new StationError('receipt-outdated', { name: formatBatchName(receipt), found: at, expected: known.at });
    }
    const state = nextState(sent.state, receipt);
    await station.change(async (inside) => {
      if (isRelearned) await insertSent(inside.ledger, sent);
      await storeReceipt(inside.ledger, { ...signed, direction: 'received', party, digest, stage, at });
      await updateSent(inside.ledger, digest, { state, changedAt: toInstant(inside.environment.now()) });
      await recordReceipt(inside, receipt);
    });
    return { receipt, outcome: 'added', state };
  });
}

interface AcknowledgedBatch {
  readonly sent: SentBatch;
  /** Whether a restored station learns of it only by this receipt. */
  readonly isRelearned: boolean;
}

/** The batch that was sent and that the receipt speaks of, to the last detail. */
async function findSent({ ledger, name: own }: Station, receipt: Receipt): Promise<AcknowledgedBatch> {
  const { sender, recipient, stream, sequence } = receipt;
  if (sender !== own) throw new StationError('receipt-not-for-me', { found: sender, expected: own });
  const sent = await findSentByNumber(ledger, { recipient, stream, sequence });
  const name = formatBatchName(receipt);
  if (sent === null) return { sent: await relearnSent(ledger, receipt), isRelearned: true };
  const compared = [
    ['manifest', receipt.manifest, sent.digest],
    ['batch', receipt.batch, sent.batchId],
    ['records', String(receipt.records.announced), String(sent.records)],
  ] as const;
  for (const [field, found, expected] of compared) {
    if (found !== expected) throw new StationError('receipt-mismatch', { name, field, found, expected });
  }
  return { sent, isRelearned: false };
}

function isSame(a: SignedDocument, b: SignedDocument): boolean {
  return Buffer.compare(a.document, b.document) === 0 && Buffer.compare(a.signature, b.signature) === 0;
}

/** What a batch has come to with one more receipt: a rejection is final, and nothing else goes back. */
function nextState(before: SentState, receipt: Receipt): SentState {
  const now = stateOf(receipt);
  return progress.indexOf(now) > progress.indexOf(before) ? now : before;
}

function stateOf({ stage, outcome }: Receipt): SentState {
  if (outcome === 'rejected') return 'rejected';
  if (outcome === 'held') return 'held';
  return ({ delivery: 'delivered', verification: 'verified', import: 'imported' } as const)[stage];
}

async function recordReceipt({ record }: StationChange, receipt: Receipt): Promise<void> {
  const { station: party, sender, recipient, stream, sequence, manifest: digest, stage, outcome, codes } = receipt;
  await record({
    command: 'receipt add',
    act: 'receipt-added',
    party,
    batch: { sender, recipient, stream, sequence, digest },
    result: outcome,
    details: { stage, codes: toCodesText(codes), issuedAt: receipt.issuedAt, custody: receipt.custody.number },
  });
}

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
export async function relearnSent(ledger: LedgerReader, receipt: ToldBatch): Promise<SentBatch> {
  const { recipient, stream, sequence, receivedAt } = receipt;
  const name = formatBatchName(receipt);
  const confirmed = await findConfirmed(ledger, receipt);
  if (confirmed === null) await requireNext(ledger, receipt, name);
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

async function requireNext(ledger: LedgerReader, receipt: ToldBatch, name: string): Promise<void> {
  if (await isConfirmed(ledger, receipt)) throw new StationError('receipt-unknown-batch', { name });
  const { sequence: found } = receipt;
  const expected = ((await findLastSent(ledger, receipt))?.sequence ?? 0) + 1;
  if (found !== expected) throw new StationError('receipt-not-next', { name, found, expected });
}

/** Of numbers up to the confirmed one the station knows that it used them, and not for what; any of them may come. */
function requireForgotten({ last, digest }: ConfirmedStream, { sequence, manifest }: ToldBatch, name: string): void {
  if (digest === null || sequence > last) throw new StationError('receipt-unknown-batch', { name });
  if (sequence === last && manifest !== digest) {
    throw new StationError('receipt-mismatch', { name, field: 'manifest', found: manifest, expected: digest });
  }
}
