import type { z } from 'zod';
import { choice, closedObject, list, safeInteger, sha256Hex, string } from '../canonical/text.ts';
import type { Expectation } from '../errors/expectations.ts';
import { limits } from '../limits.ts';
import { stringPattern } from '../patterns/expression-pattern.ts';
import { firstOf, literal, type Pattern, sequence, withPattern } from '../patterns/pattern.ts';

/** Algorithms by which peer-to-peer networks name files. */
type FileHashAlgorithm = 'btih' | 'btih2' | 'ed2k' | 'tth' | 'sha1' | 'sha256' | 'md5';

/** What a hash value looks like: lower-case hex, and base32 for a Tiger tree hash. */
const patterns: Readonly<Record<FileHashAlgorithm, RegExp>> = {
  btih: /^[0-9a-f]{40}$/,
  btih2: /^[0-9a-f]{64}$/,
  ed2k: /^[0-9a-f]{32}$/,
  tth: /^[A-Z2-7]{39}$/,
  sha1: /^[0-9a-f]{40}$/,
  sha256: /^[0-9a-f]{64}$/,
  md5: /^[0-9a-f]{32}$/,
};

/** A name that a network gives to the shared file. */
export interface FileHash {
  readonly algorithm: FileHashAlgorithm;
  readonly value: string;
}

/** The schema of a file hash: the value has the form and length of its algorithm. */
export function fileHash(): z.ZodType<FileHash> {
  const schema = closedObject({
    algorithm: choice(Object.keys(patterns) as FileHashAlgorithm[]),
    value: string(() => true, 'hash'),
  }).refine(({ algorithm, value }) => patterns[algorithm].test(value), {
    path: ['value'],
    error: 'hash' satisfies Expectation,
  });
  // biome-ignore lint/plugin: one for each algorithm.
  return withPattern(schema, firstOf(...Object.entries(patterns).map(hashPattern)));
}

/** The canonical text of a hash of that algorithm. */
function hashPattern([algorithm, value]: [string, RegExp]): Pattern {
  return sequence(literal(`{"algorithm":"${algorithm}","value":`), stringPattern(value), literal('}'));
}

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
