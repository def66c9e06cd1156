import type { DatabaseSync } from 'node:sqlite';
import { ScelleError, toInstant } from '@scelle/core';
import { isInstant, toEpochMilliseconds } from '@scelle/core/internal';
import { listAllCards } from '../cards/card-store.ts';
import { entryField } from '../custody/entry.ts';
import { verifyCustody } from '../custody/verify-custody.ts';
import { StationError } from '../errors/station-error.ts';
import { readUnattendedPublicKey } from '../home/key-files.ts';
import { findForeignFile } from '../ledger/owner.ts';
import { listReceived, type ReceivedState } from '../ledger/received-batches.ts';
import { listUnconfirmed } from '../ledger/restorations.ts';
import { parseReceipt } from '../receipts/receipt.ts';
import { listUnrecorded } from '../receiving/unrecorded.ts';
import { type Examination, type Finding, finding } from './examination.ts';

/**
 * Whether the ledger is whole: every index agrees with its table, every reference leads somewhere, every file is one of this
 * station, and what stands in its columns is what was once written there.
 */
export async function checkLedger({ database, layout, failure }: Examination): Promise<Finding> {
  const file = layout.ledger;
  const integrity = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
  if (integrity !== 'ok') return finding('ledger-unsound', { file, found: String(integrity) });
  const dangling = database.prepare('PRAGMA foreign_key_check').get();
  if (dangling !== undefined) return finding('ledger-unsound', { file, found: String(dangling['table']) });
  const foreign = findForeignFile(database);
  if (foreign !== null) return finding('ledger-unsound', { file, found: foreign });
  const unreadable = findUnreadable(database);
  if (unreadable !== null) return finding('ledger-unsound', { file, found: unreadable });
  if (failure !== null) return finding('ledger-unsound', { file, found: failure.code });
  return finding('ledger-sound', { file });
}

const states: readonly ReceivedState[] = ['accepted', 'held', 'rejected', 'quarantined'];

/** Where something stands that no command could have written; null where there is nothing such. */
function findUnreadable(database: DatabaseSync): string | null {
  const parts: Readonly<Record<string, () => void>> = {
    received: () => {
      for (const state of states) listReceived(database, state);
    },
    cards: () => {
      listAllCards(database);
    },
    receipts: () => {
      const rows = database.prepare('SELECT document FROM receipts').iterate();
      for (const row of rows) parseReceipt(row['document'] as Uint8Array);
    },
  };
  for (const [table, read] of Object.entries(parts)) {
    try {
      read();
    } catch (error) {
      if (!(error instanceof ScelleError)) throw error;
      return `${table}: ${error.details.found ?? error.code}`;
    }
  }
  return null;
}

/** Whether the custody log is a whole chain that passes through every signed head. */
export async function checkCustody({ database, layout }: Examination): Promise<Finding> {
  try {
    const keys = [await readUnattendedPublicKey(layout, 'custody')];
    const { entries, problems } = verifyCustody(database, { keys });
    return problems.length === 0
      ? finding('custody-sound', { found: entries })
      : finding('custody-unsound', { found: problems.length });
  } catch (error) {
    // The key that checks it is missing, or is none: nobody can tell whether the log is intact.
    if (error instanceof ScelleError) return finding('custody-unsound', { found: error.code });
    throw error;
  }
}

/** Where the settings do not tell how far clocks may differ. */
const SKEW_SECONDS = 300;

/**
 * Whether the clock can be right: it is not before anything that was noted already, and it was not set back between two
 * acts since the last examination. That it is not ahead of the world only a peer can tell, whose policy refuses it.
 */
export async function checkClock({ database, settings, now, previous }: Examination): Promise<Finding> {
  const skew = (settings instanceof StationError ? SKEW_SECONDS : settings.clockSkewSeconds) * 1000;
  const newest = findNewestTime(database);
  if (newest !== null && now.getTime() < toEpochMilliseconds(newest) - skew) {
    return finding('clock-behind', { found: toInstant(now), expected: newest });
  }
  return findJump(database, skew, previous?.number ?? 1) ?? finding('clock-plausible', { found: toInstant(now) });
}

/** The latest instant that this station itself has noted. */
function findNewestTime(database: DatabaseSync): string | null {
  const newest = database
    .prepare(
      `SELECT MAX(at) AS at FROM (
         SELECT MAX(${entryField('$.at')}) AS at FROM custody
         UNION ALL SELECT MAX(changed_at) FROM sent
         UNION ALL SELECT MAX(changed_at) FROM received)`,
    )
    .get();
  const at = newest?.['at'];
  return typeof at === 'string' && isInstant(at) ? at : null;
}

/** The first entry of the custody log, from this number on, that is earlier than the one before it. */
function findJump(database: DatabaseSync, skew: number, from: number): Finding | null {
  const rows = database.prepare(
    `SELECT number, ${entryField('$.at')} AS at FROM custody WHERE number >= ? ORDER BY number`,
  );
  let before: string | null = null;
  for (const row of rows.iterate(from)) {
    const found = row['at'];
    // What is no entry, or of no time, is for the check of the custody log.
    if (typeof found !== 'string' || !isInstant(found)) continue;
    if (before !== null && toEpochMilliseconds(found) < toEpochMilliseconds(before) - skew) {
      return finding('clock-jumped', { line: Number(row['number']), found, expected: before });
    }
    before = found;
  }
  return null;
}

/** Whether every batch that the ledger names is where it should be, and no other: what no command can mend. */
export async function checkFiles({ recovered, layout, database }: Examination): Promise<Finding> {
  const missing = recovered.filter(({ kind }) => kind === 'file-missing');
  if (missing[0] !== undefined) return finding('files-missing', { file: missing[0].file, found: missing.length });
  const strange = recovered.filter(({ kind }) => kind === 'outbox-conflict');
  if (strange[0] !== undefined) return finding('files-unexpected', { file: strange[0].file, found: strange.length });
  const unrecorded = await listUnrecorded({ layout, database });
  if (unrecorded[0] !== undefined)
    return finding('files-unrecorded', { file: unrecorded[0], found: unrecorded.length });
  return finding('files-present');
}

/** Whether this station knows which numbers it has used: after a restoration it does not. */
export async function checkNumbers({ database }: Examination): Promise<Finding> {
  const unconfirmed = listUnconfirmed(database);
  const [first] = unconfirmed;
  return first === undefined
    ? finding('numbers-known')
    : finding('numbers-unconfirmed', { name: first.recipient, field: first.stream, found: unconfirmed.length });
}
