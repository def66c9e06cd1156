const NAME = String.raw`(?:[A-Za-z][\w.-]{0,60}:)?(?:MessageEnvelope|Infringement)`;
const DECLARATION = String.raw`<\?xml\s[^>]{0,200}\?>`;

/** Where an XML document of notices begins: its declaration, or the first tag of one of the roots. */
const BEGIN = new RegExp(`${DECLARATION}|<${NAME}(?=[\\s>])`, 'g');

/** The root of a document. */
const ROOT = new RegExp(`(?:${DECLARATION})?[\\s>|]*<(${NAME})[\\s>]`, 'y');

/** Longest mark of quoting, in characters; what stands in a line before that is not looked at. */
const MAX_QUOTING = 200;

/** What a mail program puts before lines that it quotes. */
const QUOTING = /^[ \t]*(?:[>|][ \t]?)+$/;
const QUOTED_LINES = /^[ \t]*(?:[>|][ \t]?)+/gm;

/**
 * The documents of notices in the text of a mail, each from its first tag to the end of its root. Where the first line is
 * quoted, all lose their marks of quoting. A document whose end is missing is given as far as it goes, so that it is
 * refused and not overlooked.
 */
export function extractNotices(text: string): readonly string[] {
  const documents: string[] = [];
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin !== null; begin = BEGIN.exec(text)) {
    ROOT.lastIndex = begin.index;
    const root = ROOT.exec(text)?.[1];
    if (root === undefined) continue;
    const end = `</${root}>`;
    const at = text.indexOf(end, begin.index);
    const document = text.slice(begin.index, at === -1 ? text.length : at + end.length);
    const before = text
      .slice(Math.max(0, begin.index - MAX_QUOTING), begin.index)
      .split('\n')
      .at(-1)!;
    documents.push(QUOTING.test(before) ? document.replaceAll(QUOTED_LINES, '') : document);
    BEGIN.lastIndex = begin.index + document.length;
  }
  return documents;
}
