import { toInstant } from '@scelle/core';
import { readHead } from '../custody/custody-log.ts';
import { readUnattendedKey } from '../folder/key-files.ts';
import type { Station } from '../station.ts';
import type { Receipt } from './receipt.ts';
import type { StoredReceipt } from './receipt-store.ts';
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
  const at = toInstant(environment.now());
  const receipt: Receipt = { ...draft, issuedAt: at, custody: readHead(database) };
  const signer = await readUnattendedKey(layout, draft.stage);
  try {
    const signed = await signReceipt(receipt, signer);
    const { sender: party, manifest: digest, stage } = draft;
    return { ...signed, direction: 'issued', party, digest, stage, at };
  } finally {
    signer.wipe();
  }
}
