import { join } from 'node:path';
import { createReceiver, type LogEvent, openFileUploadStore, type ReceiverLimits } from '@scelle/interconnect';
import { addPeer, createReception, findCurrentCard } from '@scelle/station';
import type { Reception } from '@scelle/verify';
import { onTestFinished } from 'vitest';
import { type Party, publishAddress } from '../../../interconnect/test/support/parties.ts';

/**
 * Starts a receiver in front of a party whose station does what the test makes of an honest one, and announces its
 * address in the next card. Gives what it logs.
 */
export async function serveAs(
  party: Party,
  change: (honest: Reception) => Reception,
  limits: Partial<ReceiverLimits> = {},
): Promise<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  const { port, stop } = await createReceiver({
    reception: change(createReception(party.station, party.settings)),
    identity: party.identity,
    store: await openFileUploadStore(join(party.root, 'uploads')),
    host: '127.0.0.1',
    port: 0,
    limits: { reservedBytes: 1 << 20, ...limits },
    log: (event) => events.push(event),
  });
  onTestFinished(stop);
  await publishAddress(party, `https://127.0.0.1:${port}`);
  return events;
}

/** Lets one party know the newest card of another. */
export async function know({ station }: Party, other: Party): Promise<void> {
  const card = (await findCurrentCard(other.station.ledger, other.name))!;
  await addPeer(station, card, { own: station.name, now: new Date(), clockSkewSeconds: 300 });
}
