import type { StatusOptions } from '../commands/status.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle status`. */
export function declareStatus(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'status')
    .option('--station <DIR>', help.options.station)
    .option('--watch', help.options.watch)
    .action((options: StatusOptions) =>
      perform(async (context) => (await import('../commands/status.ts')).status(context, options)),
    );
}
