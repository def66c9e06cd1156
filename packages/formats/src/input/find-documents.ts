import PostalMime, { type Email } from 'postal-mime';
import { FormatsError } from '../errors/formats-error.ts';
import { openText } from './open-text.ts';

/** A document of an input. */
export interface FoundDocument {
  readonly text: AsyncIterable<string>;
  /** The line of the input in which it begins, from 1; without meaning where it is from a mail. */
  readonly line: number;
  readonly isFromMail: boolean;
}

/** How documents of a format are told from a mail, and found in one. */
export interface MailSearch {
  /** Whether a text begins like a document. */
  begins(text: string): boolean;
  /** The media types of attachments that are one. */
  readonly type: RegExp;
  /** The names of attachments that are one. */
  readonly name: RegExp;
  /** The documents in the text of a mail. */
  extract(text: string): readonly string[];
}

/** Longest mail that is read, in characters. */
const MAX_MAIL = 67_108_864;

/** Deepest mail in a mail. */
const MAX_DEPTH = 4;

/**
 * The documents of an input: the input itself where it begins like one, or else what is found in it as in a mail, which
 * may be signed, quoted, or have its documents attached. A document is never put together from several places. Throws
 * `mail-too-large` and the codes of `openText`.
 */
export async function* findDocuments(
  source: AsyncIterable<Uint8Array>,
  search: MailSearch,
): AsyncGenerator<FoundDocument, void> {
  const iterator = openText(source);
  const pieces: string[] = [];
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    pieces.push(next.value);
    if (next.value.trim() !== '') break;
  }
  const head = pieces.join('');
  if (head.trim() === '') return;
  if (search.begins(head)) {
    // XML begins with its declaration, or has none.
    const text = head.trimStart();
    const line = head.slice(0, head.length - text.length).split('\n').length;
    yield { text: chain(text, iterator), line, isFromMail: false };
    return;
  }
  for (const document of await searchMail(await readAll(head, iterator), search, 0)) {
    yield { text: chain(document, null), line: 1, isFromMail: true };
  }
}

async function* chain(head: string, rest: AsyncIterable<string> | null): AsyncGenerator<string, void> {
  yield head;
  if (rest !== null) yield* rest;
}

async function readAll(head: string, rest: AsyncIterable<string>): Promise<string> {
  const pieces = [head];
  let length = head.length;
  for await (const piece of rest) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_MAIL) throw new FormatsError('mail-too-large', { limit: MAX_MAIL });
  }
  return pieces.join('');
}

/** A line of headers with which a mail begins; `From ` where it comes from a mailbox. */
const HEADER = /^\s*(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n/;

async function searchMail(text: string, search: MailSearch, depth: number): Promise<readonly string[]> {
  const mail = HEADER.test(text)
    ? await PostalMime.parse(text.trimStart(), { attachmentEncoding: 'arraybuffer' })
    : null;
  const attached = mail === null || depth === MAX_DEPTH ? [] : await searchAttachments(mail, search, depth);
  const known = new Set(attached.map(toComparable));
  // Many mails say in their text what they have attached: once is enough.
  const inText = search.extract(withoutMarks(mail === null ? text : (mail.text ?? '')));
  return [...attached, ...inText.filter((document) => !known.has(toComparable(document)))];
}

async function searchAttachments(mail: Email, search: MailSearch, depth: number): Promise<readonly string[]> {
  const documents: string[] = [];
  for (const { mimeType, filename, content } of mail.attachments) {
    const bytes = new Uint8Array(content as ArrayBuffer);
    const isMail = mimeType === 'message/rfc822';
    const isDocument = search.type.test(mimeType) || search.name.test(filename ?? '');
    if (!isMail && !isDocument) continue;
    const text = await readAll('', openText(one(bytes)));
    const found = search.begins(text) ? [text.trim()] : await searchMail(text, search, depth + 1);
    for (const document of found) documents.push(document);
  }
  return documents;
}

function toComparable(document: string): string {
  return document
    .replace(/^\s*<\?xml[^>]{0,200}\?>/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

/** The text without what signing puts before lines that begin with a hyphen. Source: RFC 9580 § 7.2. */
function withoutMarks(text: string): string {
  return text.includes('-----BEGIN PGP SIGNED MESSAGE-----') ? text.replaceAll(/^- /gm, '') : text;
}
