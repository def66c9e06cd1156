import type { PurgeOptions } from '../commands/purge.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle purge`. */
export function declarePurge(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'purge')
    .option('--certificate <FILE>', help.options.certificate)
    .option('--station <DIR>', help.options.station)
    .action((options: PurgeOptions) =>
      perform(async (context) => (await import('../commands/purge.ts')).purge(context, options)),
    );
}
