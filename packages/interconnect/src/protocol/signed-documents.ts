import { closedObject, limits } from '@scelle/core';
import type { SignedDocument } from '@scelle/verify';
import { z } from 'zod';

/** A signed document in a message: the very texts of the two files, so that its bytes are what was signed. */
export interface SignedText {
  readonly document: string;
  readonly signature: string;
}

/** The longest document that anybody signs: a receipt with a reject for each of 100,000 records. */
export const MAX_DOCUMENT = limits.receiptBytes;
const MAX_SIGNATURE = 4_096;

/** The schema of a signed document in a message. */
export const signedText: z.ZodType<SignedText> = closedObject({
  document: z.string().max(MAX_DOCUMENT),
  signature: z.string().max(MAX_SIGNATURE),
});

/** The longest decision. */
const MAX_DECISION = 16_384;

/** The schema of a decision in a message. */
export const signedDecision: z.ZodType<SignedText> = closedObject({
  document: z.string().max(MAX_DECISION),
  signature: z.string().max(MAX_SIGNATURE),
});

/** A signed document as it goes into a message. */
export function toSignedText({ document, signature }: SignedDocument): SignedText {
  const decoder = new TextDecoder();
  return { document: decoder.decode(document), signature: decoder.decode(signature) };
}

/** The bytes that were signed. */
export function fromSignedText({ document, signature }: SignedText): SignedDocument {
  const encoder = new TextEncoder();
  return { document: encoder.encode(document), signature: encoder.encode(signature) };
}
