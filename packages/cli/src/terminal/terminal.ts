import { toPrintable } from '@scelle/core';
import { formatLine, type Line } from './line.ts';
import { createProgressBar, type ProgressBar } from './progress-bar.ts';
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

/**
 * The terminal of this process; `environment` may ask for no colours (https://no-color.org), and `signal` ends a
 * question.
 */
export function createTerminal(
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Terminal {
  const isTerminal = process.stderr.isTTY === true && environment['TERM'] !== 'dumb';
  const progress = createProgressBar(process.stderr, isTerminal);
  const useColour = isTerminal && !environment['NO_COLOR'];
  return {
    progress,
    isScreen: isTerminal,
    notice(line) {
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
