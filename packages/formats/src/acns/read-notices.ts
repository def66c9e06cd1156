import { SaxesParser, type SaxesTagNS } from 'saxes';
import { FormatsError } from '../errors/formats-error.ts';
import { decodeText } from '../values/texts.ts';
import { acnsNamespaces } from './words.ts';

/** An element of a notice. Elements of foreign namespaces have their whole name, and so are known to nobody. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  /** The text directly in it. */
  text: string;
}

/** An `Infringement`. */
export interface Notice {
  readonly element: Element;
  /** Whether an ampersand had to be repaired in it. */
  readonly repaired: boolean;
}

const MAX_DEPTH = 32;
/** Longest notice, in characters: images may be in it. */
const MAX_NOTICE = 4_194_304;

/**
 * The notices of an XML document, wherever in it they stand: alone, or in messages of an envelope. Entities are not
 * expanded, because a document type declaration is refused, and nothing outside is read. Throws `xml-doctype`,
 * `xml-encoding`, `xml-malformed`, `xml-too-deep`, `notice-too-large` and `input-not-text`.
 */
export async function* readNotices(source: AsyncIterable<Uint8Array>): AsyncGenerator<Notice, void> {
  const collector = new NoticeCollector();
  for await (const { text, repaired } of repairAmpersands(decodeText(source))) {
    collector.write(text, repaired);
    yield* collector.take();
  }
  collector.close();
  yield* collector.take();
}

class NoticeCollector {
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #open: Element[] = [];
  #depth = 0;
  #repaired = false;
  /** Where in the document the last tag outside a notice stood, or the notice began. */
  #mark = 0;
  #notices: Notice[] = [];

  constructor() {
    const parser = this.#parser;
    parser.on('error', (cause) => {
      throw new FormatsError('xml-malformed', { line: parser.line }, { cause });
    });
    // Threat: entities that grow, or that read files and addresses. Without a declaration there are none.
    parser.on('doctype', () => {
      throw new FormatsError('xml-doctype', { line: parser.line });
    });
    parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
      if (/^(?:utf-8|us-ascii)$/i.test(encoding)) return;
      throw new FormatsError('xml-encoding', { found: encoding.slice(0, 40) });
    });
    parser.on('opentag', (tag) => this.#begin(tag));
    parser.on('text', (text) => this.#addText(text));
    parser.on('cdata', (text) => this.#addText(text));
    parser.on('closetag', () => this.#end());
  }

  write(text: string, repaired: boolean): void {
    if (repaired) this.#repaired = true;
    this.#parser.write(text);
    // Threat: text, a tag or a comment without end.
    if (this.#parser.position - this.#mark > MAX_NOTICE) {
      throw new FormatsError('notice-too-large', { line: this.#parser.line, limit: MAX_NOTICE });
    }
  }

  close(): void {
    this.#parser.close();
  }

  *take(): Generator<Notice, void> {
    const notices = this.#notices;
    this.#notices = [];
    yield* notices;
  }

  #begin({ uri, local, name, attributes }: SaxesTagNS): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new FormatsError('xml-too-deep', { line: this.#parser.line, limit: MAX_DEPTH });
    }
    const isKnown = acnsNamespaces.has(uri);
    if (this.#open.length === 0) {
      this.#mark = this.#parser.position;
      if (!isKnown || local !== 'Infringement') return;
    }
    const values = Object.values(attributes)
      .filter((attribute) => acnsNamespaces.has(attribute.uri))
      .map((attribute) => [attribute.local, attribute.value] as const);
    const element = {
      name: isKnown ? local : name,
      attributes: Object.fromEntries(values),
      children: [],
      text: '',
    };
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  #addText(text: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += text;
  }

  #end(): void {
    this.#depth -= 1;
    const element = this.#open.pop();
    if (element === undefined || this.#open.length > 0) return;
    this.#notices.push({ element, repaired: this.#repaired });
    this.#repaired = false;
    this.#mark = this.#parser.position;
  }
}

/** A piece of XML text; `repaired` where it stands for an ampersand that was not escaped. */
interface XmlPiece {
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
async function* repairAmpersands(source: AsyncIterable<string>): AsyncGenerator<XmlPiece, void> {
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
