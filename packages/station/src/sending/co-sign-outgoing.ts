import { stat } from 'node:fs/promises';
import { type CoSigning, coSignFile } from '@scelle/core';
import type { Station } from '../station.ts';
import type { OutgoingBatch } from './pending.ts';

/**
 * Adds a co-signature to a batch of the outbox and notes it. `manifest` is what was looked at. A crash between the two
 * leaves a signed batch whose signature the log does not tell: signing again says `co-signature-exists`. Throws the
 * codes of `coSignFile`.
 */
export async function coSignOutgoing(
  station: Station,
  { batch, path }: OutgoingBatch,
  manifest: Uint8Array,
  signing: CoSigning,
): Promise<void> {
  await station.exclusively(async () => {
    await coSignFile(path, manifest, signing, { environment: station.environment });
    const { size } = await stat(path);
    station.change(() => {
      const { recipient, stream, sequence, digest } = batch;
      station.database.prepare('UPDATE sent SET bytes = ? WHERE digest = ?').run(size, digest);
      station.record({
        command: 'cosign',
        act: 'batch-co-signed',
        party: recipient,
        batch: { sender: station.name, recipient, stream, sequence, digest },
        result: 'done',
        details: { role: signing.role, signer: signing.name, sample: signing.sample },
      });
    });
  });
}
