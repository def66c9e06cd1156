import { findCurrentCard, fingerprintWords, listRevocations, StationError } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { listKeyIds } from '../station/key-ids.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** `scelle peer show`: the newest card of a peer, with its words and what is revoked. */
export async function peerShow(
  context: CommandContext,
  party: string,
  options: StationOptions,
): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'peer show');
  const {
    station: { database },
  } = desk;
  const stored = findCurrentCard(database, party);
  if (stored === null) throw new StationError('peer-unknown', { name: party });
  const { card, confirmedAt, digest } = stored;
  const words = fingerprintWords(stored.document, context.language);
  const revocations = listRevocations(database).filter((revocation) => revocation.party === party);
  const document = { card, confirmedAt, words, revocations };
  return { document: { ...document, digest }, lines: context.texts.card({ ...document, keyIds: listKeyIds(card) }) };
}
