import type { StatsOptions } from '../commands/stats.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle stats`. */
export function declareStats(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'stats')
    .option('--into <URL>', help.options.into)
    .option('--report <FILE>', help.options.statsReport)
    .option('--station <DIR>', help.options.station)
    .action((options: StatsOptions) =>
      perform(async (context) => (await import('../commands/stats.ts')).stats(context, options)),
    );
}
