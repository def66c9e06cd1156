import { type Connection, fetchNotice, InterconnectError } from '@scelle/interconnect';
import { addNotice, findSuspension, type Notice, StationError } from '@scelle/station';
import type { SignedDocument } from '@scelle/verify';
import type { Desk } from '../station/open-desk.ts';

/**
 * Asks the recipient what it last said of the channel, keeps it once it is verified, and gives the notice by which the
 * channel is suspended; null where it is open. What is not signed changes nothing. Throws what `fetchNotice` and
 * `addNotice` throw.
 */
export async function checkChannel(desk: Desk, connection: Connection): Promise<Notice | null> {
  const signed = await fetchNotice(connection);
  if (signed !== null) await keepNotice(desk, signed);
  return findSuspension(desk.station, connection.remote.name);
}

/** Keeps the notice that came with a refusal, and gives it; null where the error is another one. */
export async function keepNoticeOf(desk: Desk, error: unknown, peer: string): Promise<Notice | null> {
  if (!(error instanceof InterconnectError) || error.code !== 'channel-suspended' || error.notice === null) return null;
  await keepNotice(desk, error.notice);
  return findSuspension(desk.station, peer);
}

/** An older notice than the known one is what a restored receiver, or a liar, has. */
async function keepNotice({ station, settings }: Desk, signed: SignedDocument): Promise<void> {
  try {
    await addNotice(station, signed, settings);
  } catch (error) {
    const isOld = error instanceof StationError && error.code === 'notice-outdated';
    if (!isOld) throw error;
  }
}
