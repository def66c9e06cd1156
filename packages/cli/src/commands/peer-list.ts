import { toInstant } from '@scelle/core';
import { isValidAt, listCurrentCards, listRevocations } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** `scelle peer list`: the peers, with the numbers of their cards. */
export async function peerList(context: CommandContext, options: StationOptions): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'peer list');
  const {
    station: { database, name, environment },
  } = desk;
  const now = toInstant(environment.now());
  const revoked = new Set(listRevocations(database).map(({ publicKey }) => publicKey));
  const peers = listCurrentCards(database)
    .filter(({ card: { party } }) => party !== name)
    .map(({ card: { party, role, number: card, signingKeys }, confirmedAt }) => {
      const valid = signingKeys.filter((key) => isValidAt(key, now) && !revoked.has(key.publicKey));
      return { party, role, card, confirmedAt, validKeys: valid.length };
    });
  return { document: { peers }, lines: context.texts.peers(peers) };
}
