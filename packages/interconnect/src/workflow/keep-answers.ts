import type { BatchSource } from '@scelle/core';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { SignedDocument } from '../ports/documents.ts';
import type { KeptDecision, KeptReceipt, Outbox } from '../ports/outbox.ts';
import { fetchDecision, fetchReceipts } from '../sender/ask.ts';
import type { Connection } from '../sender/connection.ts';
import { type DescribedError, isDescribed, isGeneral } from './failures.ts';

/** A receipt, or the receipts of a batch, of which nothing could be taken. */
export interface RefusedReceipt {
  /** The name of the batch. */
  readonly batch: string;
  readonly error: DescribedError;
}

/** What was fetched from a recipient. */
export interface FetchedReceipts {
  readonly receipts: readonly KeptReceipt[];
  readonly refused: readonly RefusedReceipt[];
  /** Why the rest was not fetched. */
  readonly error?: DescribedError;
}

/**
 * Fetches what the recipient has issued since, for every batch whose last receipt is still to come. A receipt that cannot
 * be believed stops no other.
 */
export async function fetchNewReceipts(
  outbox: Outbox,
  connection: Connection,
  onReceipt: (receipt: KeptReceipt) => void,
): Promise<FetchedReceipts> {
  const receipts: KeptReceipt[] = [];
  const refused: RefusedReceipt[] = [];

  /** What is wrong with one batch only is listed. */
  async function tryFor<Result>(batch: string, perform: () => Promise<Result>): Promise<Result | null> {
    try {
      return await perform();
    } catch (error) {
      if (!isDescribed(error) || isGeneral(error)) throw error;
      refused.push({ batch, error });
      return null;
    }
  }

  try {
    for (const { name, manifest } of await outbox.listAwaitingReceipts(connection.remote.name)) {
      const fetched = await tryFor(name, () => fetchReceipts(connection, manifest));
      for (const signed of fetched ?? []) {
        const receipt = await tryFor(name, () => outbox.keepReceipt(signed));
        if (!receipt?.isNew) continue;
        receipts.push(receipt);
        onReceipt(receipt);
      }
    }
    return { receipts, refused };
  } catch (error) {
    if (!isDescribed(error)) throw error;
    return { receipts, refused, error };
  }
}

/**
 * What the recipient decided about a batch that it refused, checked and kept; null where the failure was another, where it
 * decides nothing, and where it cannot be asked: the refusal then stays what it was. Throws what `keepDecision` throws.
 */
export async function askForDecision(
  outbox: Outbox,
  connection: Connection,
  source: BatchSource,
  failure: unknown,
): Promise<KeptDecision | null> {
  if (!(failure instanceof InterconnectError && failure.code === 'batch-refused')) return null;
  const signed = await tryFetch(connection, source);
  return signed && outbox.keepDecision(signed);
}

async function tryFetch(connection: Connection, source: BatchSource): Promise<SignedDocument | null> {
  try {
    return await fetchDecision(connection, source);
  } catch (error) {
    if (error instanceof InterconnectError) return null;
    throw error;
  }
}
