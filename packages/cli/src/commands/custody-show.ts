import { findReceivedBatch, findSentByName, listBatchLife, type Station } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** `scelle custody show`: the life of a batch at this station, act by act. */
export async function custodyShow(
  context: CommandContext,
  name: string,
  options: StationOptions,
): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'custody show');
  const { station } = desk;
  const digest = findDigest(station, name);
  const entries = listBatchLife(station.database, digest);
  const document = { batch: name, manifestDigest: digest, entries };
  return { document, lines: context.texts.batchLife(document) };
}

function findDigest(station: Station, name: string): string {
  return findSentByName(station.database, name)?.digest ?? findReceivedBatch(station, name).identity.digest;
}
