import { parseJson } from '@scelle/core/internal';
import { FormatsError } from '../errors/formats-error.ts';
import { hasRepeatedKey } from '../values/json-keys.ts';

/** Longest report, in characters. Evidence may be in it, which a record does not hold. */
const MAX_REPORT = 16_777_216;

/** As of elements in ACNS: no report needs as many. */
const MAX_DEPTH = 32;

const BETWEEN = /^[\s,[\]]*/;
/** What changes the depth, or how a quotation mark is to be read; a backslash with the character behind it. */
const TOKEN = /\\[\s\S]?|[{}"]/g;

/** A JSON object, and where it stands. */
export interface FoundObject {
  readonly object: object;
  /** The line in which it begins, from 1. */
  readonly line: number;
  /** Whether a key stands twice in it, or in an object within. */
  readonly isRepeated: boolean;
}

/**
 * The JSON objects of a text, one after the other: alone, on lines, or in a list. Only one is held at a time, and every
 * character is looked at once. Throws `report-malformed` and `report-too-large`.
 */
export async function* splitObjects(source: AsyncIterable<string>): AsyncGenerator<FoundObject, void> {
  const scanner = new ObjectScanner();
  for await (const text of source) yield* scanner.push(text);
  scanner.finish();
}

class ObjectScanner {
  /** What was read of the object that has begun. */
  #begun: string[] = [];
  #length = 0;
  #depth = 0;
  #inString = false;
  /** Whether the text so far ends between a backslash and the character that belongs to it. */
  #isEscaped = false;
  #count = 0;
  /** The line that is read, and that in which the object began. */
  #line = 1;
  #firstLine = 1;
  /** Lists that are open around the objects: one that is not closed was cut off. */
  #lists = 0;

  /** The objects that end in the text. */
  *push(text: string): Generator<FoundObject, void> {
    let rest = text;
    while (rest !== '') {
      if (this.#depth === 0) rest = this.#skipBetween(rest);
      const end = this.#findEnd(rest);
      this.#keep(rest.slice(0, end ?? rest.length));
      if (end === null) return;
      rest = rest.slice(end);
      yield this.#parse();
    }
  }

  finish(): void {
    if (this.#depth !== 0 || this.#lists !== 0) throw this.#failure('report-malformed');
  }

  /** Steps over what stands between objects; nothing else may. */
  #skipBetween(text: string): string {
    const between = BETWEEN.exec(text)![0];
    const rest = text.slice(between.length);
    this.#line += countLineEnds(between);
    this.#firstLine = this.#line;
    this.#lists += between.split('[').length - between.split(']').length;
    if (rest !== '' && !rest.startsWith('{')) throw this.#failure('report-malformed');
    return rest;
  }

  /** Where the object that has begun ends; null if not in this text. */
  #findEnd(text: string): number | null {
    TOKEN.lastIndex = this.#isEscaped && text !== '' ? 1 : 0;
    if (text !== '') this.#isEscaped = false;
    for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
      if (token[0] === '\\') this.#isEscaped = true;
      else if (token[0] === '"') this.#inString = !this.#inString;
      else if (!this.#inString && token[0] === '{') this.#depth += 1;
      else if (!this.#inString && token[0] === '}') this.#depth -= 1;
      if (this.#depth === 0) return TOKEN.lastIndex;
    }
    return null;
  }

  #keep(text: string): void {
    this.#line += countLineEnds(text);
    this.#begun.push(text);
    this.#length += text.length;
    if (this.#length > MAX_REPORT) throw this.#failure('report-too-large');
  }

  #parse(): FoundObject {
    const text = this.#begun.join('');
    this.#begun = [];
    this.#length = 0;
    const object = parseJson(text, MAX_DEPTH);
    if (object === undefined) throw this.#failure('report-malformed');
    this.#count += 1;
    return { object: object as object, line: this.#firstLine, isRepeated: hasRepeatedKey(text) };
  }

  #failure(code: 'report-malformed' | 'report-too-large'): FormatsError {
    return new FormatsError(code, { index: this.#count + 1, line: this.#line, limit: MAX_REPORT });
  }
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
