import { z } from 'zod';
import { describeSchemaProblem } from '../canonical/document.ts';
import { checkValueDepth, decodeUtf8, isPlainValue, parseJson, parseJsonOf } from '../canonical/json.ts';
import { type SchemaIssue, validateRecord } from '../canonical/record-schema.ts';
import { readStrictJson } from '../canonical/strict-json.ts';
import { instant, name, safeInteger, sha256Hex, string, text } from '../canonical/text.ts';
import { CoreError, type CoreErrorCode } from '../errors/core-error.ts';
import { type ErrorDetails, ScelleError } from '../errors/define-errors.ts';
import type { Expectation } from '../errors/expectations.ts';
import { limits } from '../limits.ts';
import { findRecogniser } from '../recogniser/record-recogniser.ts';
import type { Profile, RecordFacts } from '../record/profile.ts';

/** A record with its canonical line. */
export interface RecordLine<Content extends object = object> {
  /** The canonical line in UTF-8, without its newline: what is sealed and hashed. */
  readonly bytes: Uint8Array;
  readonly record: Content;
  readonly facts: RecordFacts;
}

const CARRIAGE_RETURN = 0x0d;

/**
 * Reads a line of a batch, without its newline, and accepts only the bytes that `encodeRecord` would have written.
 * `where` is repeated in errors. Throws `record-line-too-long`, `record-line-blank`, `utf8-invalid`, `json-depth`,
 * `json-syntax`, `json-not-canonical`, the `record-field-…` codes, `record-address-not-public`, `record-address-not-documentation` or
 * `record-port-missing`. Source: docs/format.md § Records.
 */
export function parseRecordLine<Content extends object>(
  profile: Profile<Content>,
  bytes: Uint8Array,
  where: ErrorDetails = {},
): RecordLine<Content> {
  return recogniseLine(profile, bytes) ?? parsePlainly(profile, bytes, where);
}

/** What `parseRecordLine` does with lines that it does not recognise: the way that decides, and words the error. */
export function parsePlainly<Content extends object>(
  profile: Profile<Content>,
  bytes: Uint8Array,
  where: ErrorDetails = {},
): RecordLine<Content> {
  const text = decodeLine(bytes, where);
  const record = validate(profile, parseJsonOf(text, where), where);
  if (JSON.stringify(record) !== text) throw new CoreError('json-not-canonical', where);
  return { bytes, record, facts: readFacts(profile, record, where) };
}

/**
 * Reads a line of input, without its newline: as `parseRecordLine`, but key order, white space, escapes and a carriage
 * return at the end are free, and the result holds the canonical line. Throws, besides what `parseRecordLine` throws
 * (but never `json-not-canonical`), `json-duplicate-key`, `json-depth`, `json-number`, `json-lone-surrogate` or
 * `record-facts-invalid`.
 * Source: docs/format.md § Records.
 */
export function readRecordLine<Content extends object>(
  profile: Profile<Content>,
  bytes: Uint8Array,
  where: ErrorDetails = {},
): RecordLine<Content> {
  const line = bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
  // Most input is canonical already.
  const recognised = recogniseLine(profile, line);
  if (recognised !== null) return recognised;
  const text = decodeLine(line, where);
  // Where the engine's parser and our encoder agree on the very text, no key stood twice and no number was bent.
  const parsed = parseJson(text);
  const result = runOwn(profile, where, () => validateRecord(profile, parsed));
  if (result.issues === undefined && JSON.stringify(result.value) === text) {
    return { bytes: line, record: result.value, facts: readFacts(profile, result.value, where) };
  }
  return encodeRecord(profile, readStrictJson(text, where), where);
}

/**
 * Checks a record, with its keys in any order, and writes its canonical line. Throws the `record-field-…` codes,
 * `record-address-not-public`, `record-address-not-documentation`, `record-port-missing`, `record-line-too-long`,
 * `json-depth` or `record-facts-invalid`.
 */
export function encodeRecord<Content extends object>(
  profile: Profile<Content>,
  value: unknown,
  where: ErrorDetails = {},
): RecordLine<Content> {
  return recogniseValue(profile, value) ?? encodePlainly(profile, value, where);
}

/** What `encodeRecord` does with what it does not recognise: the way that decides, and words the error. */
function encodePlainly<Content extends object>(
  profile: Profile<Content>,
  value: unknown,
  where: ErrorDetails = {},
): RecordLine<Content> {
  checkValueDepth(value, where);
  const record = validate(profile, value, where);
  const bytes = new TextEncoder().encode(JSON.stringify(record));
  checkLength(bytes, where);
  return { bytes, record, facts: readFacts(profile, record, where) };
}

let factsSchema: z.ZodType<RecordFacts> | undefined;

/**
 * What a profile gives of a record. One of somebody's own may give what no manifest can hold, and a batch would be lost for
 * it when it is sealed, hours later: the record is refused here.
 */
function readFacts<Content extends object>(
  profile: Profile<Content>,
  record: Content,
  where: ErrorDetails,
): RecordFacts {
  const facts = runOwn(profile, where, () => profile.facts(record));
  factsSchema ??= z.object({
    // It stands in the line as it is.
    recordId: string((id) => id !== '' && JSON.stringify(id) === `"${id}"`, `text:${limits.recordLineBytes}`),
    controller: name(),
    occurredAt: instant(),
    agent: text(128).nullable(),
    segments: z.array(z.object({ sha256: sha256Hex(), length: safeInteger(0, Number.MAX_SAFE_INTEGER) })),
  });
  const { error } = factsSchema.safeParse(facts);
  if (error === undefined) return facts;
  const { field = 'facts', expected } = describeSchemaProblem(error.issues, facts);
  const problem = { name: profile.name, field, ...(expected !== undefined && { expected }) };
  throw new CoreError('record-facts-invalid', { ...where, ...problem });
}

/** Runs code of a profile: what it throws of its own says nothing about the record. Throws `profile-failed`. */
function runOwn<Result>({ name }: Pick<Profile, 'name'>, where: ErrorDetails, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw toProfileError(error, name, where);
  }
}

function toProfileError(error: unknown, name: string, where: ErrorDetails): ScelleError {
  if (ScelleError.is(error)) return error;
  const found = error instanceof Error ? error.name : typeof error;
  return new CoreError('profile-failed', { ...where, name, found }, { cause: error });
}

/** A record whose keys are in their order already, as those of most services are. */
function recogniseValue<Content extends object>(profile: Profile<Content>, value: unknown): RecordLine<Content> | null {
  if (findRecogniser(profile as Profile) === null || !isPlainValue(value)) return null;
  return recogniseLine(profile, Buffer.from(JSON.stringify(value)));
}

/**
 * What `encodeRecord` gives of such a record, without a copy: it is good until the next record or line is looked at. Null
 * where `encodeRecord` must decide.
 */
export function viewRecord(profile: Profile, value: unknown): Pick<RecordLine, 'bytes' | 'facts'> | null {
  const recogniser = findRecogniser(profile);
  if (recogniser === null || !isPlainValue(value)) return null;
  const bytes = recogniser.scanner.recogniseText(JSON.stringify(value));
  return bytes && { bytes, facts: recogniser.first };
}

/** A line of a built-in profile that is valid and canonical for certain; its record is parsed when it is asked for. */
function recogniseLine<Content extends object>(
  profile: Profile<Content>,
  bytes: Uint8Array,
): RecordLine<Content> | null {
  const facts = findRecogniser(profile as Profile)?.recognise(bytes) ?? null;
  if (facts === null) return null;
  return new RecognisedLine(bytes, facts);
}

class RecognisedLine<Content extends object> implements RecordLine<Content> {
  readonly bytes: Uint8Array;
  readonly facts: RecordFacts;

  constructor(bytes: Uint8Array, facts: RecordFacts) {
    this.bytes = bytes;
    this.facts = facts;
  }

  get record(): Content {
    // biome-ignore lint/plugin: a line that was recognised.
    return JSON.parse(new TextDecoder().decode(this.bytes)) as Content;
  }
}

function decodeLine(bytes: Uint8Array, where: ErrorDetails): string {
  if (bytes.length === 0) throw new CoreError('record-line-blank', where);
  checkLength(bytes, where);
  return decodeUtf8(bytes, where);
}

function checkLength(bytes: Uint8Array, where: ErrorDetails): void {
  const limit = limits.recordLineBytes;
  if (bytes.length > limit) throw new CoreError('record-line-too-long', { ...where, limit });
}

function validate<Content extends object>(profile: Profile<Content>, value: unknown, where: ErrorDetails): Content {
  const result = runOwn(profile, where, () => validateRecord(profile, value));
  if (result.issues !== undefined) throw toRecordError(result.issues, value, where);
  return result.value;
}

/** Rules that have a code of their own, because an operator answers them otherwise than a mistyped value. */
const codes: Partial<Record<Expectation, CoreErrorCode>> = {
  'public-address': 'record-address-not-public',
  'documentation-address': 'record-address-not-documentation',
  port: 'record-port-missing',
};

/** The error for a value that the schema of its profile refused; it names the field and never the value. */
function toRecordError(issues: readonly SchemaIssue[], value: unknown, where: ErrorDetails): CoreError {
  const { kind, field, expected } = describeSchemaProblem(issues, value);
  const code = (expected && codes[expected]) ?? (`record-field-${kind}` as const);
  return new CoreError(code, {
    ...where,
    ...(field !== undefined && { field }),
    ...(expected !== undefined && { expected }),
  });
}

/** Lines that were examined, as records. They share the memory of `lines`, and are parsed when they are asked for. */
export function viewLines(profile: Profile, lines: Uint8Array, ends: Uint32Array): RecordLine[] {
  const memory = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  return Array.from(ends, (end, position) => {
    const start = position === 0 ? 0 : ends[position - 1]!;
    return new ViewedLine(profile, memory, start, end - 1);
  });
}

/** A class, and views that are made when they are asked for: there are millions of these. */
class ViewedLine implements RecordLine {
  readonly #profile: Profile;
  readonly #memory: Buffer;
  readonly #start: number;
  readonly #end: number;
  #record: object | null = null;

  constructor(profile: Profile, memory: Buffer, start: number, end: number) {
    this.#profile = profile;
    this.#memory = memory;
    this.#start = start;
    this.#end = end;
  }

  get bytes(): Uint8Array {
    return this.#memory.subarray(this.#start, this.#end);
  }

  get record(): object {
    // biome-ignore lint/plugin: a line that was examined.
    this.#record ??= JSON.parse(this.#memory.toString('utf8', this.#start, this.#end)) as object;
    return this.#record;
  }

  get facts(): RecordFacts {
    return this.#profile.facts(this.record);
  }
}
