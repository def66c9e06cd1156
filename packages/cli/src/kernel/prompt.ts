import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { PassThrough } from 'node:stream';
import { ReadStream, WriteStream } from 'node:tty';
import { CliError } from '../errors/cli-error.ts';

const TERMINAL = '/dev/tty';

/** The two directions of a terminal. */
export interface PromptStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Whether this process has a terminal, even where its standard streams lead elsewhere. */
export function hasTerminal(): boolean {
  try {
    closeSync(openSync(TERMINAL, 'r+'));
    return true;
  } catch {
    return false;
  }
}

/** How a question is asked. */
export interface AskOptions {
  /** Whether the answer is a secret, which is not echoed. */
  readonly hidden: boolean;
  /** Ends the question. */
  readonly signal: AbortSignal;
}

/**
 * Asks on the terminal of the process. Throws `interrupted` when the person presses Ctrl-C or closes the input, and
 * when the signal is aborted.
 */
export async function askOnTerminal(question: string, options: AskOptions): Promise<string> {
  const input = new ReadStream(openSync(TERMINAL, 'r'));
  const output = new WriteStream(openSync(TERMINAL, 'w'));
  try {
    return await ask({ input, output }, question, options);
  } finally {
    input.destroy();
    output.destroy();
  }
}

/** Asks one question on the given streams. Throws `interrupted`, as `askOnTerminal` does. */
export async function ask(
  { input, output }: PromptStreams,
  question: string,
  { hidden, signal }: AskOptions,
): Promise<string> {
  // readline does the editing; what it shows goes nowhere where the answer is a secret.
  const shown = hidden ? new PassThrough().resume() : output;
  const lines = createInterface({ input, output: shown, terminal: true, signal });
  // Only now is there no echo any more, which an answer could meet that comes at once.
  if (hidden) output.write(question);
  const closed = new Promise<never>((_, reject) => {
    lines.once('SIGINT', () => reject(new CliError('interrupted')));
    lines.once('close', () => reject(new CliError('interrupted')));
  });
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
    if (hidden) output.write('\n');
  }
}
