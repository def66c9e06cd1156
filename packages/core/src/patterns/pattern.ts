import type { z } from 'zod';

/** Bytes from `first` to `last`, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Addresses whose first bits are those of `base` under the mask: of 32 bits for IPv4, the upper 64 bits for IPv6. */
export interface PrefixRange {
  readonly base: bigint;
  readonly mask: bigint;
}

/**
 * Which texts are recognised. A pattern is gone through once, from left to right, and never back: a run takes all the
 * bytes that it can, and of several alternatives the first that matches is taken for good.
 */
export type Pattern =
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  /** So many bytes of a set; where `min` and `max` differ, no byte of the set may follow. */
  | { readonly type: 'run'; readonly set: readonly ByteRange[]; readonly min: number; readonly max: number }
  | { readonly type: 'text'; readonly maxLength: number }
  | { readonly type: 'integer'; readonly min: 0 | 1; readonly max: number }
  | {
      readonly type: 'address';
      readonly version: 4 | 6;
      readonly ranges: readonly PrefixRange[];
      readonly inside: boolean;
    }
  | { readonly type: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly type: 'first-of'; readonly alternatives: readonly Pattern[] }
  /** A JSON list of `min` to `max` elements. */
  | { readonly type: 'list'; readonly element: Pattern; readonly min: number; readonly max: number }
  /** What is between quotes, in ASCII and without escapes, must also pass a test. Not within a list. */
  | { readonly type: 'tested'; readonly string: Pattern; readonly accepts: (text: string) => boolean }
  /** A field whose place is kept. */
  | { readonly type: 'field'; readonly name: string; readonly value: Pattern };

/** The patterns of one type. */
export type PatternOf<Type extends Pattern['type']> = Extract<Pattern, { readonly type: Type }>;

/** Just these characters. */
export function literal(text: string): Pattern {
  return { type: 'bytes', bytes: Buffer.from(text) };
}

/** One after the other. Bytes that follow one another become one. */
export function sequence(...parts: readonly Pattern[]): Pattern {
  const joined: Pattern[] = [];
  for (const part of parts.flatMap((part) => (part.type === 'sequence' ? part.parts : [part]))) {
    const last = joined.at(-1);
    if (last?.type !== 'bytes' || part.type !== 'bytes') joined.push(part);
    else joined[joined.length - 1] = { type: 'bytes', bytes: Buffer.concat([last.bytes, part.bytes]) };
  }
  return joined.length === 1 ? joined[0]! : { type: 'sequence', parts: joined };
}

/** The first of them that matches. */
export function firstOf(...alternatives: readonly Pattern[]): Pattern {
  return { type: 'first-of', alternatives };
}

/** A string that matches `inner`, which cannot match a quote or a backslash. */
export function quoted(inner: Pattern): Pattern {
  return sequence(literal('"'), inner, literal('"'));
}

/** How to recognise the canonical JSON texts that a schema accepts. It may know fewer of them, never more. */
type LinePattern =
  | Pattern
  /** A schema that accepts less and keeps to what patterns can express. */
  | { readonly type: 'narrower'; readonly schema: z.ZodType };

const patterns = new WeakMap<z.ZodType, LinePattern>();

/** Tells how to recognise what a schema accepts: for rules written as functions, into which nothing else can look. */
export function withPattern<Schema extends z.ZodType>(schema: Schema, pattern: LinePattern): Schema {
  patterns.set(schema, pattern);
  return schema;
}

/** The pattern that the schema was given, if any. */
export function findPattern(schema: z.ZodType): LinePattern | undefined {
  return patterns.get(schema);
}
