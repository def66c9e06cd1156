import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { generatePattern } from './generate-pattern.ts';

/**
 * Recognises the canonical texts of a schema without building objects. What it recognises is valid *and* canonical; of
 * what it does not recognise nothing is said, and the plain way (parse, schema, encode, compare) decides.
 */
export class Recogniser<Field extends string> {
  readonly #expression: RegExp;
  readonly #tests: readonly { readonly accepts: (text: string) => boolean; readonly group: number }[];
  /** The capture group of each field. */
  readonly groups: Readonly<Record<Field, number>>;

  /** `captures` are fields of the top level. Throws an Error where the schema has rules that no pattern is known for. */
  constructor(schema: z.ZodType, captures: readonly Field[]) {
    const { source, groups } = generatePattern(schema, new Set(captures));
    this.#expression = new RegExp(source, 'y');
    this.#tests = groups.flatMap((held, index) => ('accepts' in held ? [{ ...held, group: index + 1 }] : []));
    this.groups = Object.fromEntries(
      groups.flatMap((held, index) => ('field' in held ? [[held.field, index + 1]] : [])),
    ) as Record<Field, number>;
  }

  /**
   * The match of the whole text from `start` to `end`, or null where it is not recognised. `text` is bytes read as
   * Latin-1, as `toLatin1` gives them.
   */
  match(text: string, start: number, end: number): RegExpExecArray | null {
    this.#expression.lastIndex = start;
    const match = this.#expression.exec(text);
    if (match === null || this.#expression.lastIndex !== end) return null;
    for (const { accepts, group } of this.#tests) {
      // Where null stands in place of a string, its group has no part in the match.
      const string = match[group];
      if (string !== undefined && !accepts(string.slice(1, -1))) return null;
    }
    return match;
  }
}

/** The bytes as Latin-1, one unit a byte, or null where they are not UTF-8. */
export function toLatin1(bytes: Uint8Array): string | null {
  if (!isUtf8(bytes)) return null;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
