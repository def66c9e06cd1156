import { exportReceipts } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle receipt export`. */
export interface ReceiptExportOptions extends StationOptions {
  readonly out?: string;
  readonly to?: string;
}

/** `scelle receipt export`: writes the receipts that this station has issued. */
export async function receiptExport(context: CommandContext, options: ReceiptExportOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'receipt export');
  const { station } = desk;
  const { out = station.layout.path('receipts'), to } = options;
  const files = await exportReceipts(station, { folder: out, ...(to !== undefined && { party: to }) });
  return { document: { folder: out, files }, lines: context.texts.receiptsExported({ folder: out, files }) };
}
