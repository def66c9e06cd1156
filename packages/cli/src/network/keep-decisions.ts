import type { BatchSource } from '@scelle/core';
import { type Connection, fetchDecision, fetchDecisions, handDecision, InterconnectError } from '@scelle/interconnect';
import {
  addDecision,
  type Decision,
  listDecisionsToHandOn,
  markDecisionShared,
  receiptTrust,
  shareDecision,
} from '@scelle/station';
import type { SignedDocument } from '@scelle/verify';
import { type DescribedError, isDescribedError } from '../errors/described-error.ts';
import type { Desk } from '../station/open-desk.ts';

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
