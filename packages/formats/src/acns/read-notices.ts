import { quoteUntrusted } from '@scelle/core/internal';
import { decodeHTMLStrict } from 'entities/decode';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { FormatsError } from '../errors/formats-error.ts';
import { acnsNamespaces } from './words.ts';

/** An element of a notice. Elements of foreign namespaces have their whole name, and so are known to nobody. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  /** The text directly in it. */
  text: string;
}

/** An `Infringement`, or another message of ACNS in its place. */
export interface Notice {
  readonly element: Element;
  /** The line in which it begins, from 1. */
  readonly line: number;
  /** Whether an ampersand had to be repaired in it, or an entity of HTML read. */
  readonly repairs: readonly Repaired[];
}

const MAX_DEPTH = 32;
/** Longest notice, in characters: images may be in it. */
const MAX_NOTICE = 4_194_304;

/** Messages of ACNS that are no notices. None of them is a finding, and some take one back. */
const otherMessages: ReadonlySet<string> = new Set([
  'CounterNotice',
  'NoticeAck',
  'NoticeStatus',
  'StatusRequest',
  'StatusUpdate',
]);

/**
 * The notices of XML documents, one after the other, wherever in them they stand: alone, or in messages of an envelope.
 * Entities are not expanded, because a document type declaration is refused, and nothing outside is read. Throws
 * `xml-doctype`, `xml-encoding`, `xml-malformed`, `xml-too-deep`, `notice-too-large` and `namespace-unknown`.
 */
export async function* readNotices(source: AsyncIterable<string>, firstLine: number): AsyncGenerator<Notice, void> {
  let collector = new NoticeCollector(firstLine);
  for await (const { text, repaired, isLiteral, beginsDocument } of repairAmpersands(source)) {
    // Cut behind every tag: an element that ends may be the last of its document, behind which another may begin.
    for (const part of isLiteral ? [text] : text.split(/(?<=>)/)) {
      const isNext = collector.hasEnded && (beginsDocument || (!isLiteral && part.trim() !== ''));
      if (isNext) {
        const { line } = collector;
        collector.close();
        collector = new NoticeCollector(line + countLineEnds(part));
      }
      collector.write(isNext ? part.trimStart() : part, repaired);
      yield* collector.take();
    }
  }
  collector.close();
  yield* collector.take();
}

/** Line ends before the first tag. */
function countLineEnds(text: string): number {
  return text.slice(0, text.length - text.trimStart().length).split('\n').length - 1;
}

class NoticeCollector {
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #firstLine: number;
  readonly #open: Element[] = [];
  #depth = 0;
  #hasRoot = false;
  #noticeLine = 1;
  readonly #repairs = new Set<Repaired>();
  /** Where in the document the last tag outside a notice stood, or the notice began. */
  #mark = 0;
  #notices: Notice[] = [];

  /** `firstLine` is that of the input in which the document begins. */
  constructor(firstLine: number) {
    this.#firstLine = firstLine;
    const parser = this.#parser;
    parser.on('error', (cause) => {
      throw new FormatsError('xml-malformed', { line: this.line }, { cause });
    });
    // Threat: entities that grow, or that read files and addresses. Without a declaration there are none.
    parser.on('doctype', () => {
      throw new FormatsError('xml-doctype', { line: this.line });
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

  /** The line of the input that is read. */
  get line(): number {
    return this.#firstLine + this.#parser.line - 1;
  }

  /** Whether the elements that had begun have ended. */
  get hasEnded(): boolean {
    return this.#hasRoot && this.#depth === 0;
  }

  write(text: string, repaired: Repaired | null): void {
    if (repaired !== null) this.#repairs.add(repaired);
    this.#parser.write(text);
    // Threat: text, a tag or a comment without end.
    if (this.#parser.position - this.#mark > MAX_NOTICE) {
      throw new FormatsError('notice-too-large', { line: this.line, limit: MAX_NOTICE });
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
      throw new FormatsError('xml-too-deep', { line: this.line, limit: MAX_DEPTH });
    }
    this.#hasRoot = true;
    const isKnown = acnsNamespaces.has(uri);
    if (this.#open.length === 0) {
      this.#mark = this.#parser.position;
      if (!isKnown && local === 'Infringement') throw this.#foreign(uri);
      if (!isKnown || (local !== 'Infringement' && !otherMessages.has(local))) return;
      this.#noticeLine = this.line;
    }
    const values = Object.values(attributes)
      .filter((attribute) => !silentNamespaces.has(attribute.uri))
      .map(
        ({ uri: own, local: short, name: whole, value }) => [acnsNamespaces.has(own) ? short : whole, value] as const,
      );
    const element = {
      name: isKnown ? local : name,
      attributes: Object.fromEntries(values),
      children: [],
      text: '',
    };
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  #foreign(uri: string): FormatsError {
    const expected = [...acnsNamespaces].filter((known) => known !== '').join(', ');
    return new FormatsError('namespace-unknown', { line: this.line, found: quoteUntrusted(uri, 120), expected });
  }

  #addText(text: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += text;
  }

  #end(): void {
    this.#depth -= 1;
    const element = this.#open.pop();
    if (element === undefined || this.#open.length > 0) return;
    this.#notices.push({ element, line: this.#noticeLine, repairs: [...this.#repairs] });
    this.#repairs.clear();
    this.#mark = this.#parser.position;
  }
}

/** Attributes that say how the document is written, and nothing of a notice. */
const silentNamespaces: ReadonlySet<string> = new Set([
  'http://www.w3.org/2000/xmlns/',
  'http://www.w3.org/2001/XMLSchema-instance',
]);

/** What was done to a text so that it is XML. */
export type Repaired = 'ampersand-repaired' | 'html-entity-read';

/** A piece of XML text; `repaired` where it stands for an ampersand that was not escaped, or for an entity of HTML. */
interface XmlPiece {
  readonly text: string;
  readonly repaired: Repaired | null;
  /** Whether it is of a comment, of CDATA or of an instruction. */
  readonly isLiteral: boolean;
  /** Whether it begins with an XML declaration. */
  readonly beginsDocument: boolean;
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
/** What looks like an entity of HTML. */
const ENTITY = /^&[A-Za-z][A-Za-z0-9]{1,31};/;
/** The longest of all these; so much is kept back at the end of a piece. */
const KEPT = 34;

/**
 * The same text with every ampersand escaped that begins no reference, and with the entities of HTML as their characters:
 * real notices have both in titles and addresses. Without this, a parser would take all up to the next semicolon for a
 * name.
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
      return yield this.#repair();
    }
    const begin = [...literalParts.keys()].find((mark) => this.#rest.startsWith(mark));
    const mark = this.#end ?? begin!;
    const beginsDocument = begin === '<?' && /^<\?xml\s/.test(this.#rest);
    yield { text: mark, repaired: null, isLiteral: true, beginsDocument };
    this.#end = this.#end === null ? literalParts.get(mark)! : null;
    this.#rest = this.#rest.slice(mark.length);
  }

  #repair(): XmlPiece {
    const [entity = '&'] = ENTITY.exec(this.#rest) ?? [];
    const decoded = decodeHTMLStrict(entity);
    const isEntity = decoded !== entity;
    this.#rest = this.#rest.slice(isEntity ? entity.length : 1);
    const text = isEntity ? decoded.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : '&amp;';
    return { ...plain, text, repaired: isEntity ? 'html-entity-read' : 'ampersand-repaired' };
  }

  *#give(length: number): Generator<XmlPiece, void> {
    if (length > 0) yield { ...plain, text: this.#rest.slice(0, length), isLiteral: this.#end !== null };
    this.#rest = this.#rest.slice(length);
  }
}

const plain = { repaired: null, isLiteral: false, beginsDocument: false };
