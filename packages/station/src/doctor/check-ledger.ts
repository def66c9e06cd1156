import { ScelleError, toInstant } from '@scelle/core';
import { isInstant, toEpochMilliseconds } from '@scelle/core/internal';
import { listAllCards } from '../cards/card-store.ts';
import { verifyCustody } from '../custody/verify-custody.ts';
import { StationError } from '../errors/station-error.ts';
import { readUnattendedPublicKey } from '../home/files.ts';
import type { LedgerReader } from '../home/ledger.ts';
import { findNewestTime, readTimes } from '../ledger/custody.ts';
import { findFault, findForeignFile } from '../ledger/owner.ts';
import { listReceipts } from '../ledger/receipts.ts';
import type { ReceivedState } from '../ledger/received-batch.ts';
import { listReceived } from '../ledger/received-batches.ts';
import { listUnconfirmed } from '../ledger/restorations.ts';
import { parseReceipt } from '../receipts/receipt.ts';
import { listUnrecorded } from '../receiving/enter-outcome.ts';
import { type Examination, type Finding, finding } from './examination.ts';

/**
 * Whether the ledger is whole: every index agrees with its table, every reference leads somewhere, every file is one of this
 * station, and what stands in its columns is what was once written there.
 */
export async function checkLedger({ ledger, layout, failure }: Examination): Promise<Finding> {
  const file = layout.ledger;
  const fault = await findFault(ledger);
  if (fault !== null) return finding('ledger-unsound', { file, found: fault });
  const foreign = await findForeignFile(ledger);
  if (foreign !== null) return finding('ledger-unsound', { file, found: foreign });
  const unreadable = await findUnreadable(ledger);
  if (unreadable !== null) return finding('ledger-unsound', { file, found: unreadable });
  if (failure !== null) return finding('ledger-unsound', { file, found: failure.code });
  return finding('ledger-sound', { file });
}

const states: readonly ReceivedState[] = ['accepted', 'held', 'rejected', 'quarantined'];

/** Where something stands that no command could have written; null where there is nothing such. */
async function findUnreadable(ledger: LedgerReader): Promise<string | null> {
  const parts: Readonly<Record<string, () => Promise<void>>> = {
    received: async () => {
      for (const state of states) await listReceived(ledger, state);
    },
    cards: async () => {
      await listAllCards(ledger);
    },
    receipts: async () => {
      for (const direction of ['issued', 'received'] as const) {
        for await (const { document } of listReceipts(ledger, direction)) parseReceipt(document);
      }
    },
  };
  for (const [table, read] of Object.entries(parts)) {
    try {
      await read();
    } catch (error) {
      if (!ScelleError.is(error)) throw error;
      return `${table}: ${error.details.found ?? error.code}`;
    }
  }
  return null;
}

/** Whether the custody log is a whole chain that passes through every signed head. */
export async function checkCustody({ ledger, layout }: Examination): Promise<Finding> {
  try {
    const keys = [await readUnattendedPublicKey(layout, 'custody')];
    const { entries, problems } = await verifyCustody(ledger, { keys });
    return problems.length === 0
      ? finding('custody-sound', { found: entries })
      : finding('custody-unsound', { found: problems.length });
  } catch (error) {
    // The key that checks it is missing, or is none: nobody can tell whether the log is intact.
    if (ScelleError.is(error)) return finding('custody-unsound', { found: error.code });
    throw error;
  }
}

/** Where the settings do not tell how far clocks may differ. */
const SKEW_SECONDS = 300;

/**
 * Whether the clock can be right: it is not before anything that was noted already, and it was not set back between two
 * acts since the last examination. That it is not ahead of the world only a peer can tell, whose policy refuses it.
 */
export async function checkClock({ ledger, settings, now, previous }: Examination): Promise<Finding> {
  const skew = (settings instanceof StationError ? SKEW_SECONDS : settings.clockSkewSeconds) * 1000;
  const noted = await findNewestTime(ledger);
  const newest = typeof noted === 'string' && isInstant(noted) ? noted : null;
  if (newest !== null && now.getTime() < toEpochMilliseconds(newest) - skew) {
    return finding('clock-behind', { found: toInstant(now), expected: newest });
  }
  return (await findJump(ledger, skew, previous?.number ?? 1)) ?? finding('clock-plausible', { found: toInstant(now) });
}

/** The first entry of the custody log, from this number on, that is earlier than the one before it. */
async function findJump(ledger: LedgerReader, skew: number, from: number): Promise<Finding | null> {
  let before: string | null = null;
  for await (const { number, at: found } of readTimes(ledger, from - 1)) {
    // What is no entry, or of no time, is for the check of the custody log.
    if (typeof found !== 'string' || !isInstant(found)) continue;
    if (before !== null && toEpochMilliseconds(found) < toEpochMilliseconds(before) - skew) {
      return finding('clock-jumped', { line: number, found, expected: before });
    }
    before = found;
  }
  return null;
}

/** Whether every batch that the ledger names is where it should be, and no other: what no command can mend. */
export async function checkFiles({ recovered, layout, ledger }: Examination): Promise<Finding> {
  const missing = recovered.filter(({ kind }) => kind === 'file-missing');
  if (missing[0] !== undefined) return finding('files-missing', { file: missing[0].file, found: missing.length });
  const strange = recovered.filter(({ kind }) => kind === 'outbox-conflict');
  if (strange[0] !== undefined) return finding('files-unexpected', { file: strange[0].file, found: strange.length });
  const unrecorded = await listUnrecorded({ layout, ledger });
  if (unrecorded[0] !== undefined)
    return finding('files-unrecorded', { file: unrecorded[0], found: unrecorded.length });
  return finding('files-present');
}

/** Whether this station knows which numbers it has used: after a restoration it does not. */
export async function checkNumbers({ ledger }: Examination): Promise<Finding> {
  const unconfirmed = await listUnconfirmed(ledger);
  const [first] = unconfirmed;
  return first === undefined
    ? finding('numbers-known')
    : finding('numbers-unconfirmed', { name: first.recipient, field: first.stream, found: unconfirmed.length });
}
