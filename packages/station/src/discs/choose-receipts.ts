import { readFile } from 'node:fs/promises';
import { toSha256Hex } from '@scelle/core';
import { exportReceipts, type ReceiptFiles } from '../receipts/export-receipts.ts';
import type { Station } from '../station.ts';
import { isOnDiscs } from './disc-sets.ts';

/** A receipt that was issued here, as files, with the digest by which a set names it. */
export interface IssuedReceipt extends ReceiptFiles {
  /** SHA-256 of the document, hex. */
  readonly digest: string;
}

/**
 * The receipts that were issued to a party and have not left on discs yet; with `again` all of them. Throws the codes of
 * `exportReceipts`.
 */
export async function listReceiptsForDiscs(
  station: Station,
  { party, again = false }: { readonly party: string; readonly again?: boolean },
): Promise<readonly IssuedReceipt[]> {
  const receipts: IssuedReceipt[] = [];
  for (const files of await exportReceipts(station, { party })) {
    const digest = toSha256Hex(await readFile(files.document));
    if (again || !isOnDiscs(station.database, 'sent', digest)) receipts.push({ ...files, digest });
  }
  return receipts;
}
