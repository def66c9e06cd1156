import type { OutgoingBatch } from '@scelle/station';
import type { CommandContext } from '../command-context.ts';
import { isDescribedError } from '../errors/described-error.ts';
import type { Desk } from '../station/open-desk.ts';
import { connectToPeer } from './connect.ts';
import { type EachPeer, forEachPeer } from './each-peer.ts';
import { type PeerResult, sendToPeer, untried } from './send-to-peer.ts';

/** Sends batches to their recipients, several at once; what fails with one is no matter to the others. */
export async function sendAll(
  context: CommandContext,
  desk: Desk,
  outgoing: ReadonlyMap<string, readonly OutgoingBatch[]>,
  parallel: number,
): Promise<EachPeer<PeerResult>> {
  return await forEachPeer(outgoing, ([peer, batches]) => trySend(context, desk, { peer, batches, parallel }));
}

interface Sending {
  readonly peer: string;
  readonly batches: readonly OutgoingBatch[];
  readonly parallel: number;
}

async function trySend(context: CommandContext, desk: Desk, { peer, batches, parallel }: Sending): Promise<PeerResult> {
  try {
    using connection = await connectToPeer(context, desk.station, peer, parallel);
    return await sendToPeer(context, desk, connection, batches, parallel);
  } catch (error) {
    if (!isDescribedError(error)) throw error;
    return { peer, batches: batches.map((each) => untried(each, 'left')), suspension: null, error };
  }
}
