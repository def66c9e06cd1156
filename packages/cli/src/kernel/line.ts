import { replaceInvisible, toPrintable } from '@scelle/core/internal';

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

/** Text no wider than so many columns; what is indented, such as examples that are copied, stays as it is. */
export function wrapParagraphs(text: string, width: number): string {
  const lines = text.split('\n');
  if (lines.every((line) => line.length <= width)) return text;
  return lines
    .flatMap((line, index) => {
      const before = lines[index - 1];
      const isProse = (each: string | undefined) => each !== undefined && /^[^\s]/.test(each);
      if (!isProse(line)) return [line];
      // The lines of a paragraph become one first.
      if (isProse(before)) return [];
      const end = lines.findIndex((each, later) => later > index && !isProse(each));
      return wrapWords(lines.slice(index, end === -1 ? lines.length : end).join(' '), width);
    })
    .join('\n');
}

function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Rows in aligned columns, two spaces apart. */
export function formatTable(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(cell.length, known[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

/** Counts with bars beside them, the longest for the largest. */
export function formatBarChart(counts: readonly (readonly [label: string, count: number])[]): string[] {
  const largest = counts.reduce((most, [, count]) => Math.max(most, count), 1);
  const rows = counts.map(([label, count]) => [label, String(count), '█'.repeat(Math.ceil((30 * count) / largest))]);
  return formatTable(rows);
}

const WORDS_A_LINE = 4;

/** Numbered words in rows, so that two people keep their place while they read to one another. */
export function formatWords(words: readonly string[]): string[] {
  const numbered = words.map((word, index) => `${String(index + 1).padStart(2)} ${word}`);
  const rows = Array.from({ length: Math.ceil(numbered.length / WORDS_A_LINE) }, (_, row) =>
    numbered.slice(row * WORDS_A_LINE, (row + 1) * WORDS_A_LINE),
  );
  return formatTable(rows).map((row) => `  ${row}`);
}

const MOST_NAMES = 3;

/** The first few of many names. */
export function someNames(names: readonly string[]): string {
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} …` : names.join(', ');
}
