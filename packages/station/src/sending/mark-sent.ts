import { toInstant } from '@scelle/core';
import type { Channel } from '@scelle/verify';
import type { CustodyAct } from '../custody/act.ts';
import { type SentBatch, updateSent } from '../ledger/sent-batches.ts';
import type { Station } from '../station.ts';

/**
 * Notes that batches have left by a channel. It says nothing of their arrival: a batch counts as delivered only with a
 * receipt. A batch that goes once more is noted once more.
 */
export async function markSent(
  station: Station,
  batches: readonly SentBatch[],
  { channel, carrier }: { readonly channel: Channel; readonly carrier: string },
): Promise<void> {
  await station.exclusively(async () =>
    station.change(() => {
      for (const batch of batches) noteSent(station, batch, { channel, carrier });
    }),
  );
}

/** How a batch left. */
export interface Departure {
  readonly channel: Channel;
  /** By what: an address, or the key of a set. */
  readonly carrier: string;
  /** What else the custody log tells. */
  readonly details?: NonNullable<CustodyAct['details']>;
}

/** Notes that a batch has left; to be called within a transaction. */
export function noteSent(
  { database, environment, name: sender, record }: Station,
  { recipient, stream, sequence, digest, state }: SentBatch,
  { channel, carrier, details = {} }: Departure,
): void {
  const changedAt = toInstant(environment.now());
  updateSent(database, digest, { state: state === 'packed' ? 'sent' : state, channel, changedAt });
  record({
    command: channel === 'media' ? 'media write' : 'send',
    act: 'batch-sent',
    party: recipient,
    batch: { sender, recipient, stream, sequence, digest },
    result: 'sent',
    details: { channel, carrier, ...details },
  });
}
