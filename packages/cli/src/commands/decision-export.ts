import { exportDecisions } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle decision export`. */
export interface DecisionExportOptions extends StationOptions {
  readonly out?: string;
  readonly to?: string;
}

/** `scelle decision export`: writes the decisions that this station has issued. */
export async function decisionExport(context: CommandContext, options: DecisionExportOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'decision export');
  const { station } = desk;
  const { out = station.layout.path('receipts'), to } = options;
  const files = await exportDecisions(station, { folder: out, ...(to !== undefined && { party: to }) });
  return { document: { folder: out, files }, lines: context.texts.decisionsExported({ folder: out, files }) };
}
