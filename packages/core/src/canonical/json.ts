import { CoreError } from '../errors/core-error.ts';
import type { ErrorDetails } from '../errors/define-errors.ts';

/** `ignoreBOM` means "do not take it away": the mark stays in the text, where nothing accepts it. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of UTF-8 bytes. No two byte strings give the same text, so that texts can be compared in place of bytes.
 * Throws `utf8-invalid`. Source: docs/format.md § Canonical JSON.
 */
export function decodeUtf8(bytes: Uint8Array, where: ErrorDetails): string {
  const text = tryDecode(bytes);
  if (text === null) throw new CoreError('utf8-invalid', where);
  return text;
}

function tryDecode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** Objects and lists in one another, of everything that is read: a record has five levels. docs/format.md § Canonical JSON. */
export const MAX_JSON_DEPTH = 8;

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The JSON value of a text, or undefined where there is none, or it is deeper than `maxDepth`. The caller must encode the
 * value again and compare: by itself this accepts duplicate keys and odd numbers. The engine's own error is dropped,
 * because it quotes the text.
 */
export function parseJson(text: string, maxDepth: number = MAX_JSON_DEPTH): unknown {
  return isDeeper(text, maxDepth) ? undefined : parse(text);
}

/** The same value. Throws `json-depth` or `json-syntax`, with `where`. */
export function parseJsonOf(text: string, where: ErrorDetails): unknown {
  checkTextDepth(text, where);
  const value = parse(text);
  if (value === undefined) throw new CoreError('json-syntax', where);
  return value;
}

/** Throws `json-depth` where the text is nested too deep to be parsed, encoded or shown: the engine's stack decides nothing. */
export function checkTextDepth(text: string, where: ErrorDetails = {}): void {
  checkDepth(isDeeper(text, MAX_JSON_DEPTH), where);
}

/** The same of a value; one that contains itself is too deep. */
export function checkValueDepth(value: unknown, where: ErrorDetails = {}): void {
  checkDepth(isValueDeeper(value, MAX_JSON_DEPTH), where);
}

function parse(text: string): unknown {
  try {
    // biome-ignore lint/plugin: its depth was checked, and the caller encodes the value again.
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkDepth(isTooDeep: boolean, where: ErrorDetails): void {
  if (isTooDeep) throw new CoreError('json-depth', { ...where, limit: MAX_JSON_DEPTH });
}

/** Whether a text that may be JSON opens more objects and lists in one another; each character is looked at once. */
function isDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) index = findClosingQuote(text, index);
    else if (character === OPEN_LIST || character === OPEN_OBJECT) depth += 1;
    else if (character === CLOSE_LIST || character === CLOSE_OBJECT) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** Position of the quote that ends the string, or of the end of the text. */
function findClosingQuote(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE) {
    index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  }
  return index;
}

function isValueDeeper(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  return Object.values(value).some((member) => isValueDeeper(member, limit - 1));
}

/**
 * Whether JSON can hold the value as it is: nothing that `JSON.stringify` would leave out, convert or ask for another
 * form of itself, such as undefined, a Date or an object with a prototype of its own. Deep nesting is not plain either.
 */
export function isPlainValue(value: unknown, depth = 0): boolean {
  if (typeof value === 'string' || value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > MAX_JSON_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const element of value as unknown[]) if (!isPlainValue(element, depth + 1)) return false;
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key];
    // Most are strings, which need no call.
    if (typeof member !== 'string' && !isPlainValue(member, depth + 1)) return false;
  }
  return true;
}
