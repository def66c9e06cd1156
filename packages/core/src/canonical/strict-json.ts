import { CoreError, type CoreErrorCode } from '../errors/core-error.ts';
import type { ErrorDetails } from '../errors/define-errors.ts';
import { quoteUntrusted } from './encoding.ts';
import { MAX_JSON_DEPTH, parseJson } from './json.ts';

const WHITE_SPACE = ' \t\n\r';
const [QUOTE, BACKSLASH, SPACE] = [0x22, 0x5c, 0x20];
const NUMBER = /-?\d[\d.eE+-]*/y;
const INTEGER = /^(?:0|-?[1-9]\d*)$/;
const LITERAL = /true|false|null/y;

interface Reader {
  readonly text: string;
  readonly where: ErrorDetails;
  /** Index in `text` of what is read next. */
  position: number;
}

/**
 * Reads the one JSON value of a text that need not be canonical, and refuses what two readers could understand
 * differently: `json-duplicate-key` (at any depth), `json-depth` (over 8 levels), `json-number` (anything but a safe
 * integer in plain digits; also `-0`), `json-lone-surrogate`, and `json-syntax` for all else, with the byte offset.
 * Every key becomes an own property: `__proto__` sets no prototype. Time is linear in the length.
 * Source: RFC 8259, narrowed by docs/format.md § Canonical JSON.
 */
export function readStrictJson(text: string, where: ErrorDetails = {}): unknown {
  const reader: Reader = { text, where, position: 0 };
  const value = readValue(reader, 0);
  skipWhiteSpace(reader);
  if (reader.position !== text.length) throw failure(reader, 'json-syntax');
  return value;
}

/**
 * The strict JSON value of a file's bytes, which may begin with a byte order mark; undefined where they are none, for whoever has
 * an error of its own.
 */
export function parseJsonFile(bytes: Uint8Array): unknown {
  try {
    return readStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function readValue(reader: Reader, depth: number): unknown {
  skipWhiteSpace(reader);
  switch (reader.text[reader.position]) {
    case '{':
      return readObject(reader, depth + 1);
    case '[':
      return readList(reader, depth + 1);
    case '"':
      return readString(reader);
    case 't':
    case 'f':
    case 'n':
      return parseJson(readToken(reader, LITERAL));
    default:
      return readNumber(reader);
  }
}

function readObject(reader: Reader, depth: number): object {
  open(reader, depth);
  const members = new Map<string, unknown>();
  if (takes(reader, '}')) return {};
  do {
    skipWhiteSpace(reader);
    const start = reader.position;
    const key = readString(reader);
    if (members.has(key)) throw failure(reader, 'json-duplicate-key', start, { field: quoteUntrusted(key) });
    if (!takes(reader, ':')) throw failure(reader, 'json-syntax');
    members.set(key, readValue(reader, depth));
  } while (takes(reader, ','));
  if (!takes(reader, '}')) throw failure(reader, 'json-syntax');
  return Object.fromEntries(members);
}

function readList(reader: Reader, depth: number): unknown[] {
  open(reader, depth);
  const elements: unknown[] = [];
  if (takes(reader, ']')) return elements;
  do elements.push(readValue(reader, depth));
  while (takes(reader, ','));
  if (!takes(reader, ']')) throw failure(reader, 'json-syntax');
  return elements;
}

function readString(reader: Reader): string {
  const start = reader.position;
  const token = readQuoted(reader);
  if (!token.includes('\\')) return token.slice(1, -1);
  const value = parseJson(token);
  if (typeof value !== 'string') throw failure(reader, 'json-syntax', start);
  if (!value.isWellFormed()) throw failure(reader, 'json-lone-surrogate', start);
  return value;
}

/**
 * From quote to quote, without control characters; each character is looked at once, and `JSON.parse` judges escapes.
 * Threat: a pattern that repeats a group needs the engine's stack for each escape of a long string.
 */
function readQuoted(reader: Reader): string {
  const { text, position: start } = reader;
  if (text.charCodeAt(start) !== QUOTE) throw failure(reader, 'json-syntax');
  let index = start + 1;
  for (let character = text.charCodeAt(index); character !== QUOTE; character = text.charCodeAt(index)) {
    if (!(character >= SPACE)) throw failure(reader, 'json-syntax');
    index += character === BACKSLASH ? 2 : 1;
  }
  reader.position = index + 1;
  return text.slice(start, index + 1);
}

function readNumber(reader: Reader): number {
  const start = reader.position;
  const token = readToken(reader, NUMBER);
  if (!INTEGER.test(token) || !Number.isSafeInteger(Number(token))) throw failure(reader, 'json-number', start);
  return Number(token);
}

function readToken(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.position;
  const token = pattern.exec(reader.text)?.[0];
  if (token === undefined) throw failure(reader, 'json-syntax');
  reader.position += token.length;
  return token;
}

/** Steps over the bracket that opens an object or a list of the given depth. */
function open(reader: Reader, depth: number): void {
  if (depth > MAX_JSON_DEPTH) throw failure(reader, 'json-depth', reader.position, { limit: MAX_JSON_DEPTH });
  reader.position += 1;
}

/** Steps over the character if it comes next, after white space. */
function takes(reader: Reader, character: string): boolean {
  skipWhiteSpace(reader);
  if (reader.text[reader.position] !== character) return false;
  reader.position += 1;
  return true;
}

function skipWhiteSpace(reader: Reader): void {
  while (reader.position < reader.text.length && WHITE_SPACE.includes(reader.text[reader.position]!)) {
    reader.position += 1;
  }
}

/** The error at an index of the text, of which the message gives the byte and never the content. */
function failure(reader: Reader, code: CoreErrorCode, index = reader.position, details: ErrorDetails = {}): CoreError {
  const at = new TextEncoder().encode(reader.text.slice(0, index)).length;
  return new CoreError(code, { ...reader.where, ...details, at });
}
