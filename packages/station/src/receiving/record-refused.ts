import type { DatabaseSync } from 'node:sqlite';
import type { VerificationReport } from '@scelle/verify';
import type { CustodyAct } from '../custody/act.ts';
import { toCodesText } from '../custody/codes-text.ts';
import type { Station } from '../station.ts';

/** How many refusals are remembered of each station that is open; then it begins anew. */
const MEMORY = 10_000;

const known = new WeakMap<DatabaseSync, Set<string>>();

/**
 * Enters in the custody log what was refused and is not kept. Threat: whoever brings the same again and again must not fill
 * the log with it, so that it is entered once while the station is open.
 */
export function recordRefused(
  { database, change, record }: Station,
  report: VerificationReport,
  act: Pick<CustodyAct, 'party' | 'batch' | 'details'>,
): void {
  const key = keyOf(report, act.party);
  if (knownOf(database).has(key)) return;
  const details = { ...act.details, codes: toCodesText(report.codes) };
  change(() => record({ command: 'receive', act: 'batch-refused', result: 'refused', ...act, details }));
  if (knownOf(database).size >= MEMORY) knownOf(database).clear();
  knownOf(database).add(key);
}

/** How many refusals of one party are entered in an hour. */
const MOST_ENTERED = 20;
const HOUR = 3_600_000;

const entered = new WeakMap<DatabaseSync, Map<string, { readonly since: number; readonly count: number }>>();

/**
 * Whether a refusal of this party may still be entered in this hour; it counts as entered then. Threat: each entry is
 * signed and written to the disc while others wait, and a party can tell as many stories as it likes.
 */
export function takeEntry({ database, environment }: Station, party: string): boolean {
  const parties = entered.get(database) ?? new Map();
  entered.set(database, parties);
  const now = environment.now().getTime();
  const known = parties.get(party);
  const { since, count } = known !== undefined && now - known.since < HOUR ? known : { since: now, count: 0 };
  if (count >= MOST_ENTERED) return false;
  parties.set(party, { since, count: count + 1 });
  return true;
}

/** Whether the refusal stands in the custody log since the station was opened. */
export function isRefusalKnown({ database }: Station, report: VerificationReport, party: string): boolean {
  return knownOf(database).has(keyOf(report, party));
}

function knownOf(database: DatabaseSync): Set<string> {
  const keys = known.get(database) ?? new Set();
  known.set(database, keys);
  return keys;
}

function keyOf({ manifestDigest, codes }: VerificationReport, party: string | undefined): string {
  return JSON.stringify([party, manifestDigest, codes]);
}
