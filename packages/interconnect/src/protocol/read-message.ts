import { MAX_JSON_DEPTH, readStrictJson, ScelleError } from '@scelle/core';

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The JSON value of a message, or undefined where it is none, is nested too deep, or has more than `values` values. It is
 * counted before anything is made of it: a list of empty lists takes twenty times the memory of its text.
 */
export function readMessage(bytes: Uint8Array, values: number): unknown {
  if (!isBounded(bytes, values)) return undefined;
  try {
    return readStrictJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    // The bytes are no UTF-8, or the text is no JSON.
    if (error instanceof TypeError || error instanceof ScelleError) return undefined;
    throw error;
  }
}

/** Each byte is looked at once; within strings nothing counts. Every value but the first stands behind one of these. */
function isBounded(bytes: Uint8Array, values: number): boolean {
  let depth = 0;
  let count = 1;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (byte === QUOTE) index = findClosingQuote(bytes, index);
    else if (byte === COMMA) count += 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) [depth, count] = [depth + 1, count + 1];
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    if (depth > MAX_JSON_DEPTH || count > values) return false;
  }
  return true;
}

/** Position of the quote that ends the string, or behind the end of the text. */
function findClosingQuote(bytes: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== QUOTE) index += bytes[index] === BACKSLASH ? 2 : 1;
  return index;
}
