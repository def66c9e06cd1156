import { nameParser } from '../options/parsers.ts';
import type { StationOptions } from '../station/open-desk.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle pull`. */
export function declarePull(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'pull')
    .argument('<GATEWAY>', help.arguments.gateway, nameParser('GATEWAY'))
    .option('--station <DIR>', help.options.station)
    .action((gateway: string, options: StationOptions) =>
      perform(async (context) => (await import('../commands/pull.ts')).pull(context, gateway, options)),
    );
}
