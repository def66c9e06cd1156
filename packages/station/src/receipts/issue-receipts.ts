import { toEpochMilliseconds, toInstant } from '@scelle/core';
import { readHead } from '../custody/custody-log.ts';
import { readUnattendedKey } from '../folder/key-files.ts';
import type { Station } from '../station.ts';
import type { Receipt } from './receipt.ts';
import { findReceipts, type StoredReceipt } from './receipt-store.ts';
import type { DraftReceipt } from './receipts-of-report.ts';
import { signReceipt } from './sign-receipt.ts';

/**
 * Signs a receipt with this station's key for its stage. It is stored by the caller, in the transaction that changes
 * what it speaks of. Throws `station-incomplete`.
 */
export async function issueReceipt(
  { layout, database, environment }: Station,
  draft: DraftReceipt,
): Promise<StoredReceipt> {
  const { sender: party, manifest: digest, stage } = draft;
  const earlier = findReceipts(database, { direction: 'issued', party, digest }).find((each) => each.stage === stage);
  const at = toInstant(laterThan(earlier?.at, environment.now()));
  const receipt: Receipt = { ...draft, issuedAt: at, custody: readHead(database) };
  const signer = await readUnattendedKey(layout, stage);
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
