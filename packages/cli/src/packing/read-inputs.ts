import { splitRuns, withoutByteOrderMark } from '@scelle/core';
import type { CommandContext } from '../command-context.ts';
import { openInputStream } from '../files/input-stream.ts';

/** A run of whole lines of one input. */
export interface InputRun {
  readonly file: string;
  /** The lines, each with its newline. */
  readonly lines: Uint8Array;
}

/** The lines of all inputs in order. A byte order mark at the start of one is dropped. */
export async function* readInputs(
  { interruption }: CommandContext,
  inputs: readonly string[],
): AsyncGenerator<InputRun, void> {
  for (const file of inputs) {
    const stream = interruption.stream(openInputStream(file, interruption.signal));
    for await (const lines of splitRuns(withoutByteOrderMark(stream))) yield { file, lines };
  }
}
