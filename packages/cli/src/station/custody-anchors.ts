import type { PublicKey } from '@scelle/core';
import { type CustodyAnchor, parseReceipt, receiptLimits, signatureFileOf, verifyHead } from '@scelle/station';
import { readSmallFile } from '../files/read-small-file.ts';

const MAX_SIGNATURE_BYTES = 4096;

/**
 * The points of a custody log that files from elsewhere name: receipts, and signed heads with their signature beside
 * them. A receipt is taken at its word, because a wrong one can only raise an alarm. Throws `custody-head-signature`,
 * and the codes of `parseReceipt` and `readSmallFile`.
 */
export async function loadAnchors(files: readonly string[], keys: readonly PublicKey[]): Promise<CustodyAnchor[]> {
  const anchors: CustodyAnchor[] = [];
  for (const file of files) anchors.push(...(await loadAnchor(file, keys)));
  return anchors;
}

async function loadAnchor(origin: string, keys: readonly PublicKey[]): Promise<CustodyAnchor[]> {
  const document = await readSmallFile(origin, receiptLimits.documentBytes);
  if (!isHead(document)) {
    const { number, hash } = parseReceipt(document).custody;
    return hash === null ? [] : [{ number, hash, origin }];
  }
  const signature = await readSmallFile(signatureFileOf(origin), MAX_SIGNATURE_BYTES);
  const { number, hash } = verifyHead({ document, signature }, keys);
  return [{ number, hash, origin }];
}

/** Only which of the two it is read as: each reader checks the whole of it. */
function isHead(document: Uint8Array): boolean {
  return new TextDecoder().decode(document.subarray(0, 64)).includes('"scelle.custody/');
}
