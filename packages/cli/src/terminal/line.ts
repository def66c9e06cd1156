/** How a line stands out where colours are shown. */
export type Tone = 'strong' | 'good' | 'bad' | 'warning';

/** A line of output: plain text, or text with a tone. */
export type Line = string | { readonly text: string; readonly tone: Tone };

const colours: Readonly<Record<Tone, readonly [number, number]>> = {
  strong: [1, 22],
  good: [32, 39],
  bad: [31, 39],
  warning: [33, 39],
};

const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** The same, but for the newlines of a document that is laid out. */
const UNPRINTABLE_IN_DOCUMENT = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu;

/**
 * The text of one line as it may go to a terminal: controls, newlines, bidirectional and other invisible characters
 * are written as `\u{…}`. Threat: a title or a file name that moves the cursor, that reads otherwise than it is
 * written, or that goes on in a line of its own as if the command said it.
 */
export function escapeForTerminal(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** A line with everything untrusted escaped, and with colour where it is wanted. */
export function formatLine(line: Line, useColour: boolean): string {
  if (typeof line === 'string') return escapeForTerminal(line);
  const text = escapeForTerminal(line.text);
  const [on, off] = colours[line.tone];
  return useColour ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** A document as JSON that shows its true content on a terminal too: unprintable characters are escaped. */
export function formatJson(document: object): string {
  return JSON.stringify(document, null, 2).replace(UNPRINTABLE_IN_DOCUMENT, (character) =>
    Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
