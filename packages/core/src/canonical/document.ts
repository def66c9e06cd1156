import type { z } from 'zod';
import { CoreError } from '../errors/core-error.ts';
import { type Expectation, isExpectation } from '../errors/expectations.ts';
import { quoteUntrusted } from './encoding.ts';
import { decodeUtf8, parseJsonOf } from './json.ts';
import type { SchemaIssue } from './record-schema.ts';

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
    const { field, expected } = describeSchemaProblem(result.error.issues, value);
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

/** The first thing that a schema found wrong, without the value that was found: that may be personal data. */
interface SchemaProblem {
  readonly kind: 'missing' | 'unknown' | 'invalid';
  /** Path such as `works[0].title`; absent where the whole value is wrong. An unknown key in it is cut and escaped. */
  readonly field?: string;
  readonly expected?: Expectation;
}

/** Describes the first issue that a schema found in `value`. */
export function describeSchemaProblem(issues: readonly SchemaIssue[], value: unknown): SchemaProblem {
  const issue = issues[0]!;
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
  if (isUnknownKey(issue)) return { kind: 'unknown', field: formatPath([...path, quoteUntrusted(issue.keys[0]!)]) };
  return {
    kind: isMissing(value, path) ? 'missing' : 'invalid',
    ...(path.length > 0 && { field: formatPath(path) }),
    ...(isExpectation(issue.message) && { expected: issue.message }),
  };
}

/** As zod tells it. */
function isUnknownKey(issue: object): issue is { readonly keys: readonly string[] } {
  return 'code' in issue && issue.code === 'unrecognized_keys';
}

function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let parent = value;
  for (const key of path) {
    if (typeof parent !== 'object' || parent === null) return false;
    if (!Object.hasOwn(parent, key)) return true;
    parent = (parent as Record<PropertyKey, unknown>)[key];
  }
  return false;
}
