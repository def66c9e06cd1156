import { openFileSource } from '@scelle/core';
import type { Outlet, WaitingBatch } from '@scelle/verify';
import { addNotice } from '../channels/add-notice.ts';
import { listUnshared } from '../decisions/decision-store.ts';
import { shareDecision } from '../decisions/share-decision.ts';
import { formatBatchName } from '../folder/batch-names.ts';
import { type AuthenticBatch, listReceived, toAuthenticBatches } from '../ledger/received-batches.ts';
import type { Settings } from '../settings/settings.ts';
import type { Station } from '../station.ts';
import { takePrincipalReceipt } from './take-receipt.ts';

/** What a gateway hands on to the party for which it receives. */
export function createOutlet(station: Station, settings: Settings): Outlet {
  const { layout, receivesFor: recipient } = station;

  function toWaiting({ identity, bytes }: AuthenticBatch): WaitingBatch {
    return { name: formatBatchName({ ...identity, recipient }), manifest: identity.digest, bytes };
  }

  return {
    listWaiting: async () => listStored(station).map(toWaiting),
    async openWaiting(manifest) {
      const batch = listStored(station).find(({ identity }) => identity.digest === manifest);
      return batch === undefined ? null : openFileSource(layout.stored(batch.file), { ownFile: true });
    },
    listDecisions: async () => listUnshared(station.database, recipient),
    takeDecision: async (signed) => {
      await shareDecision(station, signed, { host: recipient, settings, command: 'serve' });
    },
    takeReceipt: (signed) => takePrincipalReceipt(station, signed, settings),
    takeNotice: async (signed) => {
      await addNotice(station, signed, settings);
    },
  };
}

/** The batches that are still here. */
function listStored({ database }: Station): readonly (AuthenticBatch & { readonly file: string })[] {
  const batches = toAuthenticBatches([...listReceived(database, 'accepted'), ...listReceived(database, 'held')]);
  return batches.flatMap((batch) => (batch.file === null ? [] : [{ ...batch, file: batch.file }]));
}
