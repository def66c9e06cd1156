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
import { type DescribedError, isDescribedError } from '../errors/described-error.ts';
import type { Desk } from '../station/open-desk.ts';
import { isGeneral } from './general-failures.ts';

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

/** A receipt, or the receipts of a batch, of which nothing could be taken. */
export interface RefusedReceipt {
  readonly batch: string;
  readonly error: DescribedError;
}

/** What was fetched from a recipient. */
export interface FetchedReceipts {
  readonly receipts: readonly AddedReceipt[];
  readonly refused: readonly RefusedReceipt[];
  /** Why the rest was not fetched. */
  readonly error?: DescribedError;
}

/**
 * Fetches what the recipient has issued since, for every batch whose last receipt is still to come. A receipt that cannot
 * be believed stops no other.
 */
export async function fetchNewReceipts(desk: Desk, connection: Connection): Promise<FetchedReceipts> {
  const receipts: AddedReceipt[] = [];
  const refused: RefusedReceipt[] = [];

  /** What is wrong with one batch only is listed. */
  async function tryFor<Result>({ file }: SentBatch, perform: () => Promise<Result>): Promise<Result | null> {
    try {
      return await perform();
    } catch (error) {
      if (!isDescribedError(error) || isGeneral(error)) throw error;
      refused.push({ batch: file.replace(/\.scelle$/, ''), error });
      return null;
    }
  }

  try {
    for (const batch of listUnsettled(desk, connection.remote.name)) {
      const fetched = await tryFor(batch, () => fetchReceipts(connection, batch.digest));
      for (const signed of fetched ?? []) {
        const receipt = await tryFor(batch, () => addNew(desk, signed));
        if (receipt !== null) receipts.push(receipt);
      }
    }
    return { receipts, refused };
  } catch (error) {
    if (!isDescribedError(error)) throw error;
    return { receipts, refused, error };
  }
}

function listUnsettled({ station }: Desk, recipient: string): readonly SentBatch[] {
  return listSentInStates(station.database, unsettled).filter((batch) => batch.recipient === recipient);
}

/** Null where it is known, or older than the known one. */
async function addNew({ station, settings }: Desk, signed: SignedDocument): Promise<AddedReceipt | null> {
  try {
    const receipt = await addReceipt(station, signed, receiptTrust(station, settings));
    return receipt.outcome === 'added' ? receipt : null;
  } catch (error) {
    if (error instanceof StationError && error.code === 'receipt-outdated') return null;
    throw error;
  }
}
