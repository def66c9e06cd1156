import { stat } from 'node:fs/promises';
import { type MediaReport, type Medium, openMedium } from '@scelle/media';
import type { CommandContext } from '../command-context.ts';

/** Media in the order in which they are read, and what is known after each. */
export interface MediaQueue {
  readonly media: AsyncIterable<Medium>;
  /** To be told after each medium what is known: then nothing more is asked for where all is there. */
  readonly note: (reports: readonly MediaReport[]) => void;
}

/**
 * The media at the given paths, each open only while it is read. Where there is a single drive and a person at the
 * terminal, the next disc is asked for as long as one is missing.
 */
export function queueMedia(context: CommandContext, paths: readonly string[]): MediaQueue {
  let isAnyMissing = true;
  async function* media(): AsyncGenerator<Medium, void> {
    for (const path of paths) yield* openOne(path);
    const [drive, ...others] = paths;
    if (others.length > 0 || context.json || !context.terminal.canAsk || !(await isDrive(drive!))) return;
    while (isAnyMissing) {
      const answer = await context.terminal.ask(context.texts.askNextDisc(drive!), { hidden: false });
      if (answer.trim() === 'q') return;
      yield* openOne(drive!);
    }
  }
  return {
    media: media(),
    note: (reports) => {
      isAnyMissing = reports.length === 0 || reports.some(({ discs }) => discs.some(({ seen }) => !seen));
    },
  };
}

async function* openOne(path: string): AsyncGenerator<Medium, void> {
  await using medium = await openMedium(path);
  yield medium;
}

async function isDrive(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isBlockDevice() === true;
}
