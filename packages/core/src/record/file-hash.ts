import type { z } from 'zod';
import { choice, closedObject, string } from '../canonical/text.ts';
import type { Expectation } from '../messages/expectations.ts';
import { withPattern } from '../recogniser/line-pattern.ts';
import { choice as firstOf, literal, type Pattern, sequence } from '../recogniser/pattern.ts';
import { stringPattern } from '../recogniser/text-patterns.ts';

/** Algorithms by which peer-to-peer networks name files. */
export type FileHashAlgorithm = 'btih' | 'btih2' | 'ed2k' | 'tth' | 'sha1' | 'sha256' | 'md5';

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
  return withPattern(schema, firstOf(...Object.entries(patterns).map(hashPattern)));
}

/** The canonical text of a hash of that algorithm. */
function hashPattern([algorithm, value]: [string, RegExp]): Pattern {
  return sequence(literal(`{"algorithm":"${algorithm}","value":`), stringPattern(value), literal('}'));
}
