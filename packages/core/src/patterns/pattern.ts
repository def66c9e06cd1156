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
  return { type: 'bytes', bytes: new TextEncoder().encode(text) };
}

/** One after the other. Bytes that follow one another become one. */
export function sequence(...parts: readonly Pattern[]): Pattern {
  const joined: Pattern[] = [];
  for (const part of parts.flatMap((part) => (part.type === 'sequence' ? part.parts : [part]))) {
    const last = joined.at(-1);
    if (last?.type !== 'bytes' || part.type !== 'bytes') joined.push(part);
    else joined[joined.length - 1] = { type: 'bytes', bytes: Uint8Array.from([...last.bytes, ...part.bytes]) };
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

/** What a regular expression is made of: groups, classes, characters, how often they come, and alternatives. */
const TOKEN = /\(\?:|[()|]|\[(?!\^)[ -[^-~]+\]|\\?[ -~]/y;
const TIMES = /\{(\d+)(?:,(\d+))?\}|\?/y;
/** The quote and the backslash, which do not stand in a JSON string as they are. */
const ESCAPED = [0x22, 0x5c];
const SPECIAL = '^$.*+?{}[]()|\\/';

/**
 * The pattern of a regular expression from `^` to `$`, whose alternatives need no more than the first that matches.
 * Throws an Error where there is anything in it but ASCII characters, `\d`, classes, `{n}` and `{n,m}` of these, groups
 * `(?:…|…)`, and `?` behind them; and at the quote and the backslash, which JSON escapes.
 */
export function expressionPattern({ source, flags }: RegExp): Pattern {
  if (flags !== '' || !source.startsWith('^') || !source.endsWith('$')) throw unknown(source);
  const reader = new ExpressionReader(source.slice(1, -1));
  const pattern = reader.readSequence();
  if (!reader.isAtEnd) throw unknown(source);
  return pattern;
}

class ExpressionReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#source.length;
  }

  /** Up to the end, or to a `|` or `)`, which it leaves. */
  readSequence(): Pattern {
    const parts: Pattern[] = [];
    while (!this.isAtEnd && !'|)'.includes(this.#source[this.#at]!)) parts.push(this.#readPart());
    // biome-ignore lint/plugin: the parts of a regular expression of ours.
    return sequence(...parts);
  }

  #readPart(): Pattern {
    const token = this.#take(TOKEN)?.[0];
    if (token === undefined) throw unknown(this.#source);
    const group = token === '(?:' ? this.#readAlternatives() : null;
    const times = this.#take(TIMES);
    if (times?.[0] === '?') return firstOf(group ?? toRun(token, 1, 1), sequence());
    if (times === null) return group ?? toRun(token, 1, 1);
    if (group !== null) throw unknown(this.#source);
    return toRun(token, Number(times[1]), Number(times[2] ?? times[1]));
  }

  #readAlternatives(): Pattern {
    const alternatives = [this.readSequence()];
    let token = this.#take(TOKEN)?.[0];
    for (; token === '|'; token = this.#take(TOKEN)?.[0]) alternatives.push(this.readSequence());
    if (token !== ')') throw unknown(this.#source);
    // biome-ignore lint/plugin: the parts of a regular expression of ours.
    return firstOf(...alternatives);
  }

  #take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#source);
    this.#at += match?.[0].length ?? 0;
    return match;
  }
}

function toRun(token: string, min: number, max: number): Pattern {
  if (min > max) throw unknown(token);
  const set = toSet(token);
  if (ESCAPED.some((byte) => set.some(({ first, last }) => first <= byte && byte <= last))) throw unknown(token);
  const [only] = set;
  const isOneText = set.length === 1 && only!.first === only!.last && min === max;
  return isOneText ? literal(String.fromCharCode(only!.first).repeat(min)) : { type: 'run', set, min, max };
}

function toSet(token: string): ByteRange[] {
  if (token === '\\d') return [toRange('0', '9')];
  if (token.startsWith('[')) {
    const ranges = token.slice(1, -1).match(/[ -~]-[ -~]|[ -~]/g)!;
    return ranges.map((range) => toRange(range.at(0)!, range.at(-1)!));
  }
  const character = token.at(-1)!;
  if (token.length === 1 ? SPECIAL.includes(token) : !SPECIAL.includes(character)) throw unknown(token);
  return [toRange(character, character)];
}

function toRange(first: string, last: string): ByteRange {
  return { first: first.charCodeAt(0), last: last.charCodeAt(0) };
}

function unknown(source: string): Error {
  return new Error(`This is no regular expression that a pattern can be made of: ${source}`);
}

/**
 * Text of at most `maxLength` UTF-16 units. Bytes are counted, of which there are never fewer than units; text with a
 * quote or a backslash is left to the plain way.
 */
export function textPattern(maxLength: number): Pattern {
  return quoted({ type: 'text', maxLength });
}

/** A string that the whole expression matches, which cannot match a quote or a backslash. */
export function stringPattern(expression: RegExp): Pattern {
  return quoted(expressionPattern(expression));
}

/** Safe integers from `min` to `max` in plain digits; null where `min` is neither 0 nor 1, or greater than `max`. */
export function integerPattern(min: number, max: number): Pattern | null {
  if ((min !== 0 && min !== 1) || max < min || !Number.isSafeInteger(max)) return null;
  return { type: 'integer', min, max };
}

/** Instants from the year 1000 on, but for 29 February, which needs a calendar. */
export const instantPattern: Pattern = stringPattern(
  new RegExp(
    '^[1-9]\\d{3}-' +
      '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))' +
      'T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.(?:[1-9]\\d{2}|0[1-9]\\d|00[1-9]))?Z$',
  ),
);
