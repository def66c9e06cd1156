import { examineStation, StationError } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { exitStatus } from '../exit-status.ts';
import { openReported, type StationOptions } from '../station/open-desk.ts';

/** `scelle doctor`: examines the station, whatever state it is in, and enters the result in its custody log. */
export async function doctor(context: CommandContext, options: StationOptions): Promise<CommandResult> {
  using station = await openReported(context, options);
  const { outcome, checks } = await examineStation(station);
  const described = checks.map((result) => {
    const message = new StationError(result.code, result.details).describe(context.language);
    return { ...result, message };
  });
  const document = { outcome, checks: described };
  return {
    status: outcome === 'ok' ? exitStatus.done : exitStatus.attention,
    document,
    lines: context.texts.health(document),
  };
}
