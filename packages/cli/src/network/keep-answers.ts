import type { BatchSource } from '@scelle/core';
import { type AcceptedReceipt, type Connection, fetchReceipts, InterconnectError } from '@scelle/interconnect';
import { fetchDecision, fetchDecisions, handDecision } from '@scelle/interconnect/internal';
import {
  type AddedReceipt,
  addReceipt,
  parseReceipt,
  receiptTrust,
  type SentBatch,
  StationError,
} from '@scelle/station';
import {
  addDecision,
  type Decision,
  listDecisionsToHandOn,
  listSentInStates,
  markDecisionShared,
  shareDecision,
} from '@scelle/station/internal';
import type { SignedDocument } from '@scelle/verify/internal';
import { type DescribedError, isDescribedError } from '../errors/cli-error.ts';
import type { Desk } from '../kernel/station.ts';
import { isGeneral } from './failures.ts';

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
interface RefusedReceipt {
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

/**
 * What the recipient decided about a batch that it refused, checked and kept; null where the failure was another, where it
 * decides nothing, and where it cannot be asked: the refusal then stays what it was. Throws the codes of `addDecision`.
 */
export async function askForDecision(
  { station, settings }: Desk,
  connection: Connection,
  source: BatchSource,
  failure: unknown,
): Promise<Decision | null> {
  if (!(failure instanceof InterconnectError && failure.code === 'batch-refused')) return null;
  const signed = await tryFetch(connection, source);
  if (signed === null) return null;
  const { decision, state } = await addDecision(station, signed, receiptTrust(station, settings));
  return state === 'rejected' ? decision : null;
}

async function tryFetch(connection: Connection, source: BatchSource): Promise<SignedDocument | null> {
  try {
    return await fetchDecision(connection, source);
  } catch (error) {
    if (error instanceof InterconnectError) return null;
    throw error;
  }
}

/** What became of the decisions between this station and its gateway. */
export interface ExchangedDecisions {
  /** Those of the gateway that count here now. */
  readonly taken: Decision[];
  /** Those of the gateway that cannot be believed, and of this station that it does not take. */
  readonly refused: DescribedError[];
}

/**
 * Takes what the gateway decided in the name of this station, before its batches: the ones behind a rejected one find their
 * place then. It is told what arrived here, and gets what a person decided here. One that is refused does not keep the others; what
 * is done is added to the lists that are given, whatever fails later.
 */
export async function exchangeDecisions(
  { station, settings }: Desk,
  connection: Connection,
  { taken, refused }: ExchangedDecisions,
): Promise<void> {
  const host = connection.remote.name;

  async function each(perform: () => Promise<void>): Promise<void> {
    try {
      await perform();
    } catch (error) {
      if (!isDescribedError(error) || !isAboutOne(error)) throw error;
      refused.push(error);
    }
  }

  for (const signed of await fetchDecisions(connection)) {
    await each(async () => {
      const { decision, outcome } = await shareDecision(station, signed, { host, settings, command: 'pull' });
      if (outcome === 'added') taken.push(decision);
      await handDecision(connection, signed);
    });
  }
  for (const stored of listDecisionsToHandOn(station.database, host)) {
    await each(async () => {
      if (await handDecision(connection, stored)) markDecisionShared(station, host, stored);
    });
  }
}

/** Whether an error is about one decision, and need not meet the next. */
function isAboutOne({ code }: DescribedError): boolean {
  return code === 'request-invalid' || /^(?:decision|document|signature|json|utf8)-/.test(code);
}
