import type { ReceiptExportOptions } from '../commands/receipt-export.ts';
import { nameParser } from '../options/parsers.ts';
import type { StationOptions } from '../station/open-desk.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle receipt export` and `scelle receipt add`. */
export function declareReceipt(frame: Frame): void {
  const { help, perform } = frame;
  const receipt = addCommand(frame, 'receipt');
  addCommand(frame, 'receipt export', receipt)
    .option('--station <DIR>', help.options.station)
    .option('--to <PEER>', help.options.receiptsTo, nameParser('--to'))
    .option('--out <DIR>', help.options.receiptsOut)
    .action((options: ReceiptExportOptions) =>
      perform(async (context) => (await import('../commands/receipt-export.ts')).receiptExport(context, options)),
    );
  addCommand(frame, 'receipt add', receipt)
    .argument('<RECEIPT...>', help.arguments.receipts)
    .option('--station <DIR>', help.options.station)
    .action((files: string[], options: StationOptions) =>
      perform(async (context) => (await import('../commands/receipt-add.ts')).receiptAdd(context, files, options)),
    );
}
