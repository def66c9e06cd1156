import { toPrintable } from '../printable.ts';

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
