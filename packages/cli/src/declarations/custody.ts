import type { CustodyExportOptions } from '../commands/custody-export.ts';
import type { CustodyShowOptions } from '../commands/custody-show.ts';
import type { CustodyVerifyOptions } from '../commands/custody-verify.ts';
import { listParser } from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle custody verify`, `scelle custody show` and `scelle custody export`. */
export function declareCustody(frame: Frame): void {
  const { help, perform } = frame;
  const custody = addCommand(frame, 'custody');
  addCommand(frame, 'custody verify', custody)
    .argument('[EXPORT]', help.arguments.custodyExport)
    .option('--station <DIR>', help.options.station)
    .option('--against <FILE>', help.options.custodyAgainst, listParser())
    .option('--key <FILE>', help.options.custodyKey)
    .option('--receipt-key <FILE>', help.options.receiptKey)
    .action((file: string | undefined, options: CustodyVerifyOptions) =>
      perform(async (context) => (await import('../commands/custody-verify.ts')).custodyVerify(context, file, options)),
    );
  addCommand(frame, 'custody show', custody)
    .argument('<BATCH>', help.arguments.knownBatch)
    .option('--station <DIR>', help.options.station)
    .option('--report <FILE>', help.options.report)
    .action((batch: string, options: CustodyShowOptions) =>
      perform(async (context) => (await import('../commands/custody-show.ts')).custodyShow(context, batch, options)),
    );
  addCommand(frame, 'custody export', custody)
    .option('--station <DIR>', help.options.station)
    .requiredOption('--out <FILE>', help.options.custodyOut)
    .action((options: CustodyExportOptions) =>
      perform(async (context) => (await import('../commands/custody-export.ts')).custodyExport(context, options)),
    );
}
