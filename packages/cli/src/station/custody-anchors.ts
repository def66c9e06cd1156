import type { PublicKey } from '@scelle/core';
import {
  type CustodyAnchor,
  parseReceipt,
  type ReceiptStage,
  receiptLimits,
  signatureFileOf,
  verifyHead,
  verifyReceipt,
} from '@scelle/station';
import type { SignedDocument } from '@scelle/verify';
import { readSmallFile } from '../files/read-small-file.ts';

const MAX_SIGNATURE_BYTES = 4096;

/** The keys of the station whose custody log is checked. */
export interface LogKeys {
  readonly custody: PublicKey;
  /** The key with which it signs receipts of a stage: only these name a place in this very log. */
  receipts(stage: ReceiptStage): Promise<PublicKey>;
}

/**
 * The points of a custody log that files from elsewhere name: receipts that its station issued, and signed heads, their
 * signatures beside them. Throws `custody-head-signature`, and the codes of `verifyReceipt`, `LogKeys.receipts` and
 * `readSmallFile`.
 */
export async function loadAnchors(files: readonly string[], keys: LogKeys): Promise<CustodyAnchor[]> {
  const anchors: CustodyAnchor[] = [];
  for (const origin of files) {
    const { number, hash } = await loadAnchor(origin, keys);
    if (hash !== null) anchors.push({ number, hash, origin });
  }
  return anchors;
}

async function loadAnchor(
  file: string,
  keys: LogKeys,
): Promise<{ readonly number: number; readonly hash: string | null }> {
  const document = await readSmallFile(file, receiptLimits.documentBytes);
  const signature = await readSmallFile(signatureFileOf(file), MAX_SIGNATURE_BYTES);
  const signed = { document, signature };
  return isHead(document) ? verifyHead(signed, [keys.custody]) : readReceipt(signed, keys);
}

/** What a receipt names. A forged one would accuse a log that is intact; when it was signed does not matter here. */
async function readReceipt(signed: SignedDocument, keys: LogKeys) {
  const { station: party, stage, issuedAt } = parseReceipt(signed.document);
  const trusted = { party, stage, publicKey: await keys.receipts(stage) };
  return verifyReceipt(signed, { keys: [trusted], receivedAt: new Date(issuedAt), clockSkewSeconds: 0 }).custody;
}

/** Only which of the two it is read as: each reader checks the whole of it. */
function isHead(document: Uint8Array): boolean {
  return new TextDecoder().decode(document.subarray(0, 64)).includes('"scelle.custody/');
}
