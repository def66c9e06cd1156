import { type SignedDocument, type Signer, toInstant } from '@scelle/core';
import { toEpochMilliseconds } from '@scelle/core/internal';
import type { Channel, VerificationReport } from '@scelle/verify';
import { readReceiptKey } from '../cards/card-store.ts';
import { readHead } from '../custody/custody-log.ts';
import type { ReceiptStage, Station } from '../home/station.ts';
import { findReceipts, type StoredReceipt } from '../ledger/receipts.ts';
import { RECEIPT_FORMAT, type Receipt, type ReceiptOutcome, receiptDocument, receiptLimits } from './receipt.ts';

/**
 * Signs a receipt with this station's key for its stage. It is stored by the caller, in the transaction that changes
 * what it speaks of. Throws `receipt-key-foreign`, `station-incomplete`.
 */
export async function issueReceipt(station: Station, draft: DraftReceipt): Promise<StoredReceipt> {
  const { ledger, environment } = station;
  const { sender: party, manifest: digest, stage } = draft;
  const earlier = (await findReceipts(ledger, { direction: 'issued', party, digest })).find(
    (each) => each.stage === stage,
  );
  const at = toInstant(laterThan(earlier?.at, environment.now()));
  const receipt: Receipt = { ...draft, issuedAt: at, custody: await readHead(ledger) };
  const signer = await readReceiptKey(station, stage);
  try {
    const signed = await signReceipt(receipt, signer);
    return { ...signed, direction: 'issued', party, digest, stage, at };
  } finally {
    signer.wipe();
  }
}

/** A receipt that takes the place of an earlier one is the later of the two, even where the clock was put back meanwhile. */
function laterThan(earlier: string | undefined, now: Date): Date {
  return earlier === undefined ? now : new Date(Math.max(now.getTime(), toEpochMilliseconds(earlier) + 1));
}

/** Signs a receipt with the key of its stage. Throws the codes of `signDocument`. Source: docs/station-documents.md § Receipts. */
export function signReceipt(receipt: Receipt, signer: Signer): Promise<SignedDocument> {
  return receiptDocument.sign(receipt, signer);
}

/** What a receipt says beside what the report says. */
interface ReceiptFacts {
  readonly stage: ReceiptStage;
  readonly outcome: ReceiptOutcome;
  readonly channel: Channel;
  readonly receivedAt: string;
}

/** A receipt before it is issued: without its time and the head of the custody log. */
export type DraftReceipt = Omit<Receipt, 'issuedAt' | 'custody'>;

/** The receipt for a batch whose manifest is authentic. */
export function draftReceipt(
  report: VerificationReport,
  { stage, outcome, channel, receivedAt }: ReceiptFacts,
): DraftReceipt {
  const { manifest, manifestDigest, signatures } = report;
  if (manifest === null || manifestDigest === null) throw new TypeError('there is nothing to acknowledge');
  const { sender, recipient, stream, sequence, id: batch, records } = manifest;
  const accepted = stage === 'delivery' || outcome === 'held' ? null : outcome === 'accepted' ? records.count : 0;
  return {
    format: RECEIPT_FORMAT,
    station: recipient,
    sender,
    recipient,
    stream,
    sequence,
    batch,
    manifest: manifestDigest,
    signatures: signatures.flatMap(({ role, publicKey }) => (publicKey === null ? [] : [{ role, publicKey }])),
    stage,
    outcome,
    codes: outcome === 'accepted' ? [] : [...new Set(report.codes)].slice(0, receiptLimits.codes),
    records: {
      announced: records.count,
      accepted,
      rejected: accepted === null ? null : records.count - accepted,
    },
    rejects: [],
    channel,
    receivedAt,
  };
}

/** The receipt that follows an earlier one of the same batch, whose outcome has changed. */
export function redraftReceipt(
  { issuedAt: _issuedAt, custody: _custody, ...earlier }: Receipt,
  { outcome, codes }: Pick<Receipt, 'outcome' | 'codes'>,
): DraftReceipt {
  return { ...earlier, outcome, codes: outcome === 'accepted' ? [] : codes };
}
