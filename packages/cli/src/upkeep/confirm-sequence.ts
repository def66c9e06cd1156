import { connectTo, fetchStreams } from '@scelle/interconnect/internal';
import type { OpenedStation } from '@scelle/station';
import { confirmSequence, createOutbox } from '@scelle/station';
import { isDescribedError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle confirm-sequence`. */
export interface ConfirmSequenceOptions extends StationOptions {
  readonly peer: string;
  readonly stream: string;
  readonly last: number;
  readonly manifest?: string;
  readonly reason?: string;
}

/** `scelle confirm-sequence`: says which number of a stream a restored station used last. */
export async function confirmLastSequence(
  context: CommandContext,
  options: ConfirmSequenceOptions,
): Promise<CommandResult> {
  const { peer, stream, last, manifest, reason } = options;
  using opened = await openForCommand(context, options, 'confirm-sequence');
  const atReceiver = await askReceiver(context, opened, options);
  const { source } = await confirmSequence(opened.station, {
    recipient: peer,
    stream,
    last,
    ...(atReceiver !== null && { atReceiver }),
    ...(manifest !== undefined && { manifest }),
    ...(reason !== undefined && { reason }),
  });
  const document = { peer, stream, last, source, atReceiver };
  return { document, lines: texts[context.language].sequenceConfirmed(document) };
}

/** The last number that the receiver has, by its own word; null where there is no line to it. */
async function askReceiver(
  context: CommandContext,
  { station, settings }: OpenedStation,
  { peer, stream }: ConfirmSequenceOptions,
): Promise<number | null> {
  try {
    using connection = await connectTo(createOutbox(station, settings), peer, context.interruption);
    const state = (await fetchStreams(connection)).find(
      (each) => each.sender === station.name && each.stream === stream,
    );
    if (state === undefined) return 0;
    return state.held.reduce((last, number) => Math.max(last, number), state.expected - 1);
  } catch (error) {
    if (!isDescribedError(error) || ['interrupted', 'peer-unknown'].includes(error.code)) throw error;
    // A peer without an address is one that is never called.
    const text = `${peer}: ${error.describe(context.language)}`;
    if (error.code !== 'address-missing') context.terminal.notice({ text, tone: 'warning' });
    return null;
  }
}
