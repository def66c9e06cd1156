import { toInstant } from '@scelle/core';
import type { Channel } from '@scelle/verify';
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
      const changedAt = toInstant(station.environment.now());
      for (const { recipient, stream, sequence, digest, state } of batches) {
        updateSent(station.database, digest, { state: state === 'packed' ? 'sent' : state, channel, changedAt });
        station.record({
          command: channel === 'media' ? 'media write' : 'send',
          act: 'batch-sent',
          party: recipient,
          batch: { sender: station.name, recipient, stream, sequence, digest },
          result: 'sent',
          details: { channel, carrier },
        });
      }
    }),
  );
}
