import { confirmSequence } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle confirm-sequence`. */
export interface ConfirmSequenceOptions extends StationOptions {
  readonly peer: string;
  readonly stream: string;
  readonly last: number;
  readonly reason?: string;
}

/** `scelle confirm-sequence`: says which number of a stream a restored station used last. */
export async function confirmLastSequence(
  context: CommandContext,
  options: ConfirmSequenceOptions,
): Promise<CommandResult> {
  const { peer, stream, last, reason } = options;
  using desk = await openDesk(context, options, 'confirm-sequence');
  const confirmation = { recipient: peer, stream, last, ...(reason !== undefined && { reason }) };
  const { source } = await confirmSequence(desk.station, confirmation);
  const document = { peer, stream, last, source };
  return { document, lines: context.texts.sequenceConfirmed(document) };
}
