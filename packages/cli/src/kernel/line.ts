import { replaceInvisible, toPrintable } from '@scelle/core';

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

/**
 * A line as it may go to a terminal, with colour where it is wanted. Threat: a title or a file name that moves the cursor,
 * or that goes on in a line of its own as if the command said it.
 */
export function formatLine(line: Line, useColour: boolean): string {
  if (typeof line === 'string') return toPrintable(line);
  const text = toPrintable(line.text);
  const [on, off] = colours[line.tone];
  return useColour ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** A document as JSON that shows its true content on a terminal too: unprintable characters are escaped. */
export function formatJson(document: object): string {
  return replaceInvisible(JSON.stringify(document, null, 2), toUnitEscapes, { keepNewlines: true });
}

/** As JSON escapes it: each UTF-16 unit by itself. */
function toUnitEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
