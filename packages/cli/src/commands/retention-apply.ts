import { applyRetention } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { openStationTarget, type TargetOptions } from '../importing/open-station-target.ts';
import { type CertificateOptions, showErased } from '../importing/show-erased.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle retention apply`. */
export interface RetentionApplyOptions extends StationOptions, TargetOptions, CertificateOptions {}

/** `scelle retention apply`: erases imported records whose term is over. */
export async function retentionApply(context: CommandContext, options: RetentionApplyOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'retention apply');
  await using sink = await openStationTarget(desk, options, 'read');
  return await showErased(context, options, () => applyRetention(desk.station, sink, desk.settings));
}
