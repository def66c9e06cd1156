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

/** Asks on the terminal of the process. Throws `interrupted` when the person presses Ctrl-C or closes the input. */
export async function askOnTerminal(question: string, { hidden }: { readonly hidden: boolean }): Promise<string> {
  const input = new ReadStream(openSync(TERMINAL, 'r'));
  const output = new WriteStream(openSync(TERMINAL, 'w'));
  try {
    return await ask({ input, output }, question, hidden);
  } finally {
    input.destroy();
    output.destroy();
  }
}

/** Asks one question on the given streams. The answer is not echoed where it is `hidden`. */
export async function ask({ input, output }: PromptStreams, question: string, hidden: boolean): Promise<string> {
  output.write(question);
  // readline does the editing; its echo goes nowhere where the answer is a secret.
  const lines = createInterface({ input, output: hidden ? new PassThrough().resume() : output, terminal: true });
  const closed = new Promise<never>((_, reject) => {
    lines.once('SIGINT', () => reject(new CliError('interrupted')));
    lines.once('close', () => reject(new CliError('interrupted')));
  });
  try {
    return await Promise.race([lines.question(''), closed]);
  } finally {
    lines.close();
    if (hidden) output.write('\n');
  }
}
