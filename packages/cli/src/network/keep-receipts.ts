import { type AcceptedReceipt, type Connection, fetchReceipts } from '@scelle/interconnect';
import {
  type AddedReceipt,
  addReceipt,
  listSentInStates,
  parseReceipt,
  receiptTrust,
  type SentBatch,
  StationError,
} from '@scelle/station';
import type { SignedDocument } from '@scelle/verify';
import type { Desk } from '../station/open-desk.ts';

/** Checks a receipt against its issuer and against what was sent, and keeps it; an older one than the known one counts, too. */
export async function keepReceipt({ station, settings }: Desk, signed: SignedDocument): Promise<AcceptedReceipt> {
  try {
    return (await addReceipt(station, signed, receiptTrust(station, settings))).receipt;
  } catch (error) {
    const isOld = error instanceof StationError && error.code === 'receipt-outdated';
    if (!isOld) throw error;
    // It was verified, and a later one of the same stage is known.
    return parseReceipt(signed.document);
  }
}

/** The states of batches of which the recipient has not said its last word. */
const unsettled = ['sent', 'held', 'delivered', 'verified'] as const;

/** Fetches what the recipient has issued since, for every batch whose last receipt is still to come. */
export async function fetchNewReceipts(desk: Desk, connection: Connection): Promise<readonly AddedReceipt[]> {
  const { station, settings } = desk;
  const added: AddedReceipt[] = [];
  for (const { digest } of listUnsettled(desk, connection.remote.name)) {
    for (const signed of await fetchReceipts(connection, digest)) {
      const receipt = await tryAdd(() => addReceipt(station, signed, receiptTrust(station, settings)));
      if (receipt?.outcome === 'added') added.push(receipt);
    }
  }
  return added;
}

function listUnsettled({ station }: Desk, recipient: string): readonly SentBatch[] {
  return listSentInStates(station.database, unsettled).filter((batch) => batch.recipient === recipient);
}

async function tryAdd(add: () => Promise<AddedReceipt>): Promise<AddedReceipt | null> {
  try {
    return await add();
  } catch (error) {
    if (error instanceof StationError && error.code === 'receipt-outdated') return null;
    throw error;
  }
}
