import type { Language } from '@scelle/core';
import { toPrintable } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';
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

/** The value of `--out` that means standard output. */
export const STANDARD_OUTPUT = '-';

/**
 * Writes to standard output, and waits until it is taken. Throws `output-closed` where the reader has gone, as `head`
 * does, and `output-failed`.
 */
export async function writeOutput(content: string | Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(content, (error) => (error ? reject(toOutputError(error)) : resolve()));
  });
}

function toOutputError(cause: Error): CliError {
  const found = toSystemCode(cause) ?? cause.name;
  if (found === 'EPIPE') return new CliError('output-closed', {}, { cause });
  return new CliError('output-failed', { found }, { cause });
}

/** The name of the system's error (`ENOSPC`), or null where the system did not report one. */
export function toSystemCode(error: unknown): string | null {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystemError && typeof error.code === 'string' ? error.code : null;
}
