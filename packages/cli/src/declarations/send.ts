import type { SendOptions } from '../commands/send.ts';
import type { SyncOptions } from '../commands/sync.ts';
import { integerParser, nameParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

const MAX_PARALLEL = 32;

/** Declares `scelle send` and `scelle sync`. */
export function declareSend(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'send')
    .argument('[BATCH...]', help.arguments.outgoingBatches)
    .option('--pending', help.options.sendPending)
    .option('--to <PEER>', help.options.sendTo, nameParser('--to'))
    .option('--watch', help.options.sendWatch)
    .option('--parallel <N>', help.options.parallel, integerParser('--parallel', 1, MAX_PARALLEL))
    .option('--station <DIR>', help.options.station)
    .action((batches: string[], options: SendOptions) =>
      perform(async (context) => (await import('../commands/send.ts')).send(context, batches, options)),
    );
  addCommand(frame, 'sync')
    .option('--to <PEER>', help.options.sendTo, nameParser('--to'))
    .option('--parallel <N>', help.options.parallel, integerParser('--parallel', 1, MAX_PARALLEL))
    .option('--station <DIR>', help.options.station)
    .action((options: SyncOptions) =>
      perform(async (context) => (await import('../commands/sync.ts')).sync(context, options)),
    );
}
