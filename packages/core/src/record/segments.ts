import type { z } from 'zod';
import { limits } from '../batch/limits.ts';
import { closedObject, list, safeInteger, sha256Hex } from '../canonical/text.ts';
import type { Expectation } from '../messages/expectations.ts';
import { withPattern } from '../recogniser/line-pattern.ts';

/** Bytes of the shared file that are kept as evidence and travel as an attachment. */
export interface Segment {
  /** Where in the shared file the segment begins, in bytes. */
  readonly offset: number;
  /** Length in bytes. */
  readonly length: number;
  /** Digest of the segment, which is the attachment's name. */
  readonly sha256: string;
}

const MAX_SEGMENTS = 64;

/**
 * The schema of a record's segments: at most 64, of 1 byte to 64 MiB each; the distinct ones of at most 64 MiB
 * together; and one SHA-256 never with two lengths. Source: docs/format.md § Limits.
 */
export function segments(): z.ZodType<readonly Segment[]> {
  const segment: z.ZodType<Segment> = closedObject({
    offset: safeInteger(0, Number.MAX_SAFE_INTEGER),
    length: safeInteger(1, limits.attachmentBytes),
    sha256: sha256Hex(),
  });
  const schema = list(segment, 0, MAX_SEGMENTS).check(({ value, issues }) => {
    const refuse = (path: PropertyKey[], message: Expectation) =>
      issues.push({ code: 'custom', input: value, path, message });
    if (value.length < 2) return;
    const lengths = new Map<string, number>();
    let total = 0;
    for (const [index, { sha256, length }] of value.entries()) {
      const known = lengths.get(sha256);
      if (known === undefined) total += length;
      else if (known !== length) refuse([index, 'length'], 'same-length');
      lengths.set(sha256, length);
    }
    if (total > limits.attachmentBytes) refuse([], `segment-total:${limits.attachmentBytes}`);
  });
  // Several segments have rules among each other, which are left to the plain way.
  return withPattern(schema, { type: 'narrower', schema: list(segment, 0, 1) });
}
