import { z } from 'zod';
import type { Expectation } from '../errors/expectations.ts';
import { instantPattern, integerPattern, stringPattern, textPattern, withPattern } from '../patterns/pattern.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** U+0000–001F, U+007F–009F (the whole category Cc), U+2028 and U+2029. */
const REFUSED_CHARACTERS = /[\p{Cc}\u2028\u2029]/u;

/**
 * A string that passes the test. A failure aborts: rules over several fields run only on values of the right kind, and
 * so never throw a stray TypeError.
 */
export function string(test: (text: string) => boolean, error: Expectation): z.ZodType<string> {
  return z.custom<string>((value) => typeof value === 'string' && test(value), { error, abort: true });
}

/** A string that the whole of an expression matches, which matches neither quotes, backslashes nor control characters. */
function matching(expression: RegExp, error: Expectation): z.ZodType<string> {
  return withPattern(
    string((text) => expression.test(text), error),
    stringPattern(expression),
  );
}

/** Text of at most `maxLength` UTF-16 units, well-formed, without control characters or line separators. */
export function text(maxLength: number): z.ZodType<string> {
  const schema = string(
    (value) => value.length <= maxLength && value.isWellFormed() && !REFUSED_CHARACTERS.test(value),
    `text:${maxLength}`,
  );
  return withPattern(schema, textPattern(maxLength));
}

/** The name of a party, role, stream or controller: `[a-z0-9][a-z0-9-]{0,31}`. */
export function name(): z.ZodType<string> {
  return matching(NAME, 'name');
}

/** An instant in UTC, as `isInstant` defines it. */
export function instant(): z.ZodType<string> {
  return withPattern(string(isInstant, 'instant'), instantPattern);
}

/** A SHA-256 in lower-case hex. */
export function sha256Hex(): z.ZodType<string> {
  return matching(SHA256, 'sha256');
}

/** A UUID of any version of RFC 9562, in lower case. Nil and Max are refused: they identify nothing. */
export function uuid(): z.ZodType<string> {
  return matching(UUID, 'uuid');
}

/** A UUID version 7, in lower case. */
export function uuidV7(): z.ZodType<string> {
  return matching(UUID_V7, 'uuid-v7');
}

/** One of the given words. */
export function choice<const Word extends string>(words: readonly Word[]): z.ZodType<Word> {
  return z.literal(words, { error: `choice:${words.join(':')}` satisfies Expectation });
}

/** An integer from `min` to `max`, both of which are safe integers and included. */
export function safeInteger(min: number, max: number): z.ZodType<number> {
  const error: Expectation = `integer:${min}:${max}`;
  const isInRange = (value: unknown) => Number.isSafeInteger(value) && min <= Number(value) && Number(value) <= max;
  const schema = z.custom<number>(isInRange, { error, abort: true });
  const pattern = integerPattern(min, max);
  return pattern === null ? schema : withPattern(schema, pattern);
}

/** An object with exactly the given fields; parsing puts them in the given order. */
export function closedObject<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, { error: 'object' satisfies Expectation });
}

/** A list of `min` to `max` elements. */
export function list<Element>(element: z.ZodType<Element>, min: number, max: number): z.ZodArray<z.ZodType<Element>> {
  const error: Expectation = `list:${min}:${max}`;
  return z.array(element, { error }).min(min, { error, abort: true }).max(max, { error, abort: true });
}

/** A rule over several fields of a document, and the field that breaks it. */
export interface DocumentRule<Document> {
  readonly field: keyof Document & string;
  readonly holds: boolean;
}

/** For `check`: a document whose fields contradict one another is invalid, in the fields of the rules that do not hold. */
export function consistent<Document>(
  rulesOf: (document: Document) => readonly DocumentRule<Document>[],
): (payload: z.core.ParsePayload<Document>) => void {
  return ({ value, issues }) => {
    for (const { field, holds } of rulesOf(value)) {
      if (holds) continue;
      issues.push({ code: 'custom', input: undefined, path: [field], message: 'consistent' satisfies Expectation });
    }
  };
}

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(?!000)\d{3})?Z$/;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number | undefined {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : DAYS_IN_MONTH[month - 1];
}

/**
 * Whether the text is an instant: `YYYY-MM-DDTHH:MM:SSZ`, or with exactly three decimals that are not `000`. The day
 * must exist in the Gregorian calendar; there is no second 60, and no year 0000, which PostgreSQL and Python lack.
 * Source: docs/format.md § Canonical JSON; RFC 3339.
 */
export function isInstant(text: string): boolean {
  const match = SHAPE.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && day >= 1 && day <= (daysInMonth(year, month) ?? 0);
}

/** Order of two instants: negative, zero or positive, as `Array.sort` wants it. */
export function compareInstants(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length === b.length) return a < b ? -1 : 1;
  // With its "Z", 12:00:00Z would sort behind 12:00:00.250Z, because "Z" comes after ".".
  return a.slice(0, -1) < b.slice(0, -1) ? -1 : 1;
}

/** Milliseconds from 1970-01-01T00:00:00Z to the instant, negative before; leap seconds are not counted. */
export function toEpochMilliseconds(instant: string): number {
  return Date.parse(instant);
}
