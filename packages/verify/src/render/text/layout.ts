import type { Fact } from '../view/fact.ts';
import { type Line, line } from './line.ts';

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
  const width = Math.min(MOST_LABEL_COLUMNS, Math.max(...facts.map(({ label }) => label.length)));
  return facts.flatMap(({ label, values }) =>
    values.map((value, index) => line(`${indent}${(index === 0 ? label : '').padEnd(width)}  ${value}`)),
  );
}
