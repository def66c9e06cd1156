import type { ReceiveOptions } from '../commands/receive.ts';
import { sizeParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle receive`. */
export function declareReceive(frame: Frame): void {
  const { help, perform } = frame;
  addCommand(frame, 'receive')
    .argument('<BATCH...>', help.arguments.batches)
    .option('--station <DIR>', help.options.station)
    .option('--max-size <BYTES>', help.options.maxSize, sizeParser('--max-size'))
    .option('--reports <DIR>', help.options.reports)
    .action((batches: string[], options: ReceiveOptions) =>
      perform(async (context) => (await import('../commands/receive.ts')).receive(context, batches, options)),
    );
}
