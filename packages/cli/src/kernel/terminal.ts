import { toPrintable } from '@scelle/core/internal';
import { formatLine, type Line } from './line.ts';
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

/** Shows how far a command has come. */
interface ProgressBar {
  /** `done` of `total`, in the same unit; `total` 0 where it is not known. */
  show(label: string, done: number, total: number): void;
  /** Removes the bar, so that other text can be shown. */
  clear(): void;
}

const INTERVAL_MILLISECONDS = 100;
const WIDTH = 30;

/** A bar on the last line of a terminal; where there is none, nothing is shown. */
function createProgressBar(stream: NodeJS.WritableStream, isTerminal: boolean): ProgressBar {
  if (!isTerminal) return { show: () => undefined, clear: () => undefined };
  let shownAt = 0;
  let isShown = false;
  return {
    show(label, done, total) {
      const now = performance.now();
      if (now - shownAt < INTERVAL_MILLISECONDS) return;
      shownAt = now;
      isShown = true;
      stream.write(`\r\u001b[K${label} ${total === 0 ? done : formatBar(done / total)}`);
    },
    clear() {
      if (isShown) stream.write('\r\u001b[K');
      isShown = false;
    },
  };
}

function formatBar(share: number): string {
  const filled = Math.round(WIDTH * Math.min(1, share));
  return `[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${Math.floor(100 * Math.min(1, share))} %`;
}
