import type { Channel, VerificationReport } from '@scelle/verify';
import type { ReceiptStage } from '../cards/card.ts';
import { RECEIPT_FORMAT, type Receipt, type ReceiptOutcome, receiptLimits } from './receipt.ts';

/** What a receipt says beside what the report says. */
export interface ReceiptFacts {
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
