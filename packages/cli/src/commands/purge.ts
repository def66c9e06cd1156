import { purgeOutbox } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { type CertificateOptions, showErased } from '../importing/show-erased.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle purge`. */
export interface PurgeOptions extends StationOptions, CertificateOptions {}

/** `scelle purge`: removes sent batches that their recipient has imported. */
export async function purge(context: CommandContext, options: PurgeOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'purge');
  return await showErased(context, options, () => purgeOutbox(desk.station, desk.settings));
}
