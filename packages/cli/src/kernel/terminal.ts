import type { Language } from '@scelle/core';
import { toPrintable } from '@scelle/core/internal';
import { formatLine, type Line } from './line.ts';
import { createProgressBar, noProgressBar, type ProgressBar } from './progress.ts';
import { askOnTerminal, hasTerminal } from './prompt.ts';

/** The person in front of the command. */
export interface Terminal {
  /** Shows a message on standard error. */
  notice(line: Line): void;
  readonly progress: ProgressBar;
  /** Whether messages go to a screen, and not to a log. */
  readonly isScreen: boolean;
  /** Whether there is somebody to ask. */
  readonly canAsk: boolean;
  /** Asks on the terminal itself, which standard input need not be. The answer is hidden where it is a secret. */
  ask(question: string, options: { readonly hidden: boolean }): Promise<string>;
}

/** How a command speaks to its person. */
interface Manner {
  readonly language: Language;
  /** Shows no progress, and no messages but warnings and errors. */
  readonly isQuiet: boolean;
}

/**
 * The terminal of this process; `environment` may ask for no colours (https://no-color.org), and `signal` ends a
 * question.
 */
export function createTerminal(
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
  { language, isQuiet }: Manner,
): Terminal {
  const isTerminal = process.stderr.isTTY === true && environment['TERM'] !== 'dumb';
  const progress = isTerminal && !isQuiet ? createProgressBar(process.stderr, language) : noProgressBar;
  const useColour = isTerminal && !environment['NO_COLOR'];
  return {
    progress,
    isScreen: isTerminal,
    notice(line) {
      if (isQuiet && (typeof line === 'string' || !['bad', 'warning'].includes(line.tone))) return;
      progress.clear();
      process.stderr.write(`${formatLine(line, useColour)}\n`);
    },
    get canAsk() {
      return hasTerminal();
    },
    ask(question, { hidden }) {
      progress.clear();
      return askOnTerminal(toPrintable(question), { hidden, signal });
    },
  };
}
