import {
  type ErrorDetails,
  type Profile,
  type RecordLine,
  readRecordLine,
  splitLines,
  withoutByteOrderMark,
} from '@scelle/core';
import type { CommandContext } from '../command-context.ts';
import { openInputStream } from '../files/input-stream.ts';

/** A line of input. */
export interface InputLine {
  /** As it came, without its newline. */
  readonly line: Uint8Array;
  readonly where: ErrorDetails;
  /** Reads the record in it. Throws the codes of `readRecordLine`. */
  read(): RecordLine;
}

/** The lines of all inputs in order, each input from its line 1. A byte order mark at the start of one is dropped. */
export async function* readInputs(
  { interruption }: CommandContext,
  inputs: readonly string[],
  profile: Profile,
): AsyncGenerator<InputLine, void> {
  for (const file of inputs) {
    const stream = interruption.stream(openInputStream(file, interruption.signal));
    for await (const lines of splitLines(withoutByteOrderMark(stream))) {
      for (const { number, bytes: line } of lines) {
        const where = { file, line: number };
        yield { line, where, read: () => readRecordLine(profile, line, where) };
      }
    }
  }
}
