import type { Receipt } from '../receipts/receipt.ts';
import { type DraftReceipt, redraftReceipt } from '../receipts/receipts-of-report.ts';

/** The receipt of the verification of a batch that passed it while it waited for its turn, made from the one before. */
export function draftVerification(delivery: Receipt | null): DraftReceipt[] {
  if (delivery === null) return [];
  const draft = redraftReceipt(delivery, { outcome: 'accepted', codes: [] });
  const announced = draft.records.announced;
  return [{ ...draft, stage: 'verification', records: { announced, accepted: announced, rejected: 0 } }];
}
