import type { Hash } from 'node:crypto';
import type { BatchWriter } from '@scelle/core';
import type { CommandContext } from '../command-context.ts';
import { readInputs } from './read-inputs.ts';
import type { Rejects } from './rejects.ts';

/** Adds the records of the inputs in their order, and shows how many; what is refused goes to the rejects. The digest takes every line. */
export async function addRecords(
  context: CommandContext,
  writer: BatchWriter,
  inputs: readonly string[],
  rejects: Rejects,
  digest?: Hash,
): Promise<void> {
  const { terminal, texts } = context;
  let lines = 0;
  // Runs end in their order: this is where the one that is being added begins.
  let place = { file: '', line: 1 };
  for await (const run of readInputs(context, inputs)) {
    // Before the writer lends the memory to a thread.
    digest?.update(run.lines);
    const firstLine = () => (place.file === run.file ? place.line : 1);
    await writer.addLines(
      run.lines,
      (error, line, position) => rejects.take(error, line, { file: run.file, line: firstLine() + position }),
      (count) => {
        place = { file: run.file, line: firstLine() + count };
        lines += count;
        terminal.progress.show(texts.progress.pack, lines, 0);
      },
    );
  }
}
