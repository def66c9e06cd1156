import type { z } from 'zod';
import { type Expectation, isExpectation } from '../errors/expectations.ts';
import { quoteUntrusted } from './quote.ts';

/** The first thing that a schema found wrong, without the value that was found: that may be personal data. */
export interface SchemaProblem {
  readonly kind: 'missing' | 'unknown' | 'invalid';
  /** Path such as `works[0].title`; absent where the whole value is wrong. An unknown key in it is cut and escaped. */
  readonly field?: string;
  readonly expected?: Expectation;
}

/** Describes the first issue that a schema found in `value`. */
export function describeSchemaProblem(error: z.ZodError, value: unknown): SchemaProblem {
  const issue = error.issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    return { kind: 'unknown', field: formatPath([...issue.path, quoteUntrusted(issue.keys[0]!)]) };
  }
  return {
    kind: isMissing(value, issue.path) ? 'missing' : 'invalid',
    ...(issue.path.length > 0 && { field: formatPath(issue.path) }),
    ...(isExpectation(issue.message) && { expected: issue.message }),
  };
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
