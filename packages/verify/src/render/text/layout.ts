import { toPrintable } from '@scelle/core/internal';
import type { Fact } from '../view/facts.ts';

/** What a line says by its colour too, where colour is wanted. */
export type Tone = 'good' | 'bad' | 'wait' | 'quiet' | 'heading';

/** A line for the terminal. */
export interface Line {
  readonly text: string;
  readonly tone: Tone | null;
}

/** The numbers of ECMA-48 § 8.3.117 (select graphic rendition). */
const renditions: Readonly<Record<Tone, string>> = { good: '32', bad: '1;31', wait: '33', quiet: '2', heading: '1' };

/** A line, in a tone or plain. */
export function line(text: string, tone: Tone | null = null): Line {
  return { text, tone };
}

/** The lines as text. Each is made printable before it is coloured, so that nothing in it can steer the terminal. */
export function joinLines(lines: readonly Line[], colour: boolean): string {
  return lines.map(({ text, tone }) => `${paint(toPrintable(text).trimEnd(), colour ? tone : null)}\n`).join('');
}

function paint(text: string, tone: Tone | null): string {
  return tone === null ? text : `\u001b[${renditions[tone]}m${text}\u001b[0m`;
}

/** The most columns that a line of words takes; commands and keys are not broken. */
const COLUMNS = 96;

const MOST_LABEL_COLUMNS = 30;

/** A paragraph, broken at spaces into lines that begin with `indent`. */
export function wrap(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let current = indent;
  for (const word of text.split(' ')) {
    const isFirst = current === indent;
    if (!isFirst && current.length + 1 + word.length > COLUMNS) {
      lines.push(current);
      current = `${indent}${word}`;
    } else {
      current += isFirst ? word : ` ${word}`;
    }
  }
  return [...lines, current];
}

/** Facts in two columns. */
export function factLines(facts: readonly Fact[], indent = '  '): Line[] {
  const width = facts.reduce((most, { label }) => Math.min(MOST_LABEL_COLUMNS, Math.max(most, label.length)), 0);
  return facts.flatMap(({ label, values }) =>
    values.map((value, index) => line(`${indent}${(index === 0 ? label : '').padEnd(width)}  ${value}`)),
  );
}
