/** A piece of XML text; `repaired` where it stands for an ampersand that was not escaped. */
export interface XmlPiece {
  readonly text: string;
  readonly repaired: boolean;
}

/** Where ampersands are what they are: how such a part begins and ends. */
const literalParts: ReadonlyMap<string, string> = new Map([
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<?', '?>'],
]);
const NEXT = /&|<!\[CDATA\[|<!--|<\?/;
/** The references that XML knows without a declaration. Anything else is a character that somebody forgot to escape. */
const REFERENCE = /^&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});/;
/** The longest of all these; so much is kept back at the end of a piece. */
const KEPT = 10;

/**
 * The same text with every ampersand escaped that begins no reference: real notices have them in titles and addresses.
 * Without this, a parser would take all up to the next semicolon for a name.
 */
export async function* repairAmpersands(source: AsyncIterable<string>): AsyncGenerator<XmlPiece, void> {
  const repair = new Repair();
  for await (const text of source) yield* repair.push(text);
  yield* repair.finish();
}

class Repair {
  #rest = '';
  /** What ends the literal part that was begun. */
  #end: string | null = null;

  *push(text: string): Generator<XmlPiece, void> {
    this.#rest += text;
    while (this.#rest.length > KEPT) {
      const next = this.#findNext();
      const isCertain = next !== -1 && next + KEPT <= this.#rest.length;
      if (!isCertain) return yield* this.#give(next === -1 ? this.#rest.length - KEPT : next);
      yield* this.#give(next);
      yield* this.#takeMark();
    }
  }

  *finish(): Generator<XmlPiece, void> {
    for (let next = this.#findNext(); next !== -1; next = this.#findNext()) {
      yield* this.#give(next);
      yield* this.#takeMark();
    }
    yield* this.#give(this.#rest.length);
  }

  #findNext(): number {
    return this.#end === null ? this.#rest.search(NEXT) : this.#rest.indexOf(this.#end);
  }

  /** Takes the ampersand, or the beginning or end of a literal part, with which the rest begins. */
  *#takeMark(): Generator<XmlPiece, void> {
    if (this.#end === null && this.#rest.startsWith('&')) {
      if (REFERENCE.test(this.#rest)) return yield* this.#give(1);
      this.#rest = this.#rest.slice(1);
      return yield { text: '&amp;', repaired: true };
    }
    const begin = [...literalParts.keys()].find((mark) => this.#rest.startsWith(mark));
    const mark = this.#end ?? begin!;
    this.#end = this.#end === null ? literalParts.get(mark)! : null;
    yield* this.#give(mark.length);
  }

  *#give(length: number): Generator<XmlPiece, void> {
    if (length > 0) yield { text: this.#rest.slice(0, length), repaired: false };
    this.#rest = this.#rest.slice(length);
  }
}
