import type { z } from 'zod';
import { CoreError } from '../errors/core-error.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { parseJsonOf } from './parse-json.ts';
import { describeSchemaProblem } from './schema-problem.ts';

/** How a document is called in messages, and how long it may be. */
export interface DocumentOptions {
  /** Name of the file or member, such as `manifest.json`. */
  readonly member: string;
  /** Longest accepted length in bytes. */
  readonly limit: number;
}

/** The canonical bytes of a document whose keys are in the order of its schema. Source: docs/format.md § Canonical JSON. */
export function encodeDocument(document: object): Uint8Array {
  return new TextEncoder().encode(toCanonicalText(document));
}

/**
 * Reads a document and accepts only the bytes that `encodeDocument` would have written for it. The schema must be
 * closed. Throws `document-too-long`, `utf8-invalid`, `json-depth`, `json-syntax`, `document-invalid` (with the
 * field) or `json-not-canonical`. Source: docs/format.md § Canonical JSON.
 */
export function parseDocument<Document extends object>(
  schema: z.ZodType<Document>,
  bytes: Uint8Array,
  { member, limit }: DocumentOptions,
): Document {
  if (bytes.length > limit) throw new CoreError('document-too-long', { member, limit });
  const text = decodeUtf8(bytes, { member });
  const value = parseJsonOf(text, { member });
  const result = schema.safeParse(value);
  if (!result.success) {
    const { field, expected } = describeSchemaProblem(result.error, value);
    throw new CoreError('document-invalid', {
      member,
      ...(field !== undefined && { field }),
      ...(expected !== undefined && { expected }),
    });
  }
  if (toCanonicalText(result.data) !== text) throw new CoreError('json-not-canonical', { member });
  return result.data;
}

function toCanonicalText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
