import { type Signer, signDocument } from '@scelle/core';
import type { SignedDocument } from '@scelle/verify';
import { encodeReceipt, RECEIPT_FORMAT, type Receipt } from './receipt.ts';

/** Signs a receipt with the key of its stage. Throws the codes of `signDocument`. Source: docs/format.md § Receipts. */
export async function signReceipt(receipt: Receipt, signer: Signer): Promise<SignedDocument> {
  const document = encodeReceipt(receipt);
  const statement = { format: RECEIPT_FORMAT, role: receipt.stage, signer: receipt.station, time: receipt.issuedAt };
  return { document, signature: await signDocument(signer, document, statement) };
}
