import { existsSync } from 'node:fs';
import { ScelleError } from '@scelle/core';
import { toSystemCode } from '@scelle/core/internal';
import { EXAMINED, findNewestAct } from '../custody/examinations.ts';
import type { CheckOutcome } from '../errors/define-findings.ts';
import { StationError } from '../errors/station-error.ts';
import { isStoredFile } from '../home/layout.ts';
import type { Recovery, Station, StationChange } from '../home/station.ts';
import { listStoredFiles } from '../ledger/received-batches.ts';
import { toLedgerError } from '../ledger/sqlite/sqlite-ledger.ts';
import { readSettings } from '../settings/parse-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { checkCertificates, checkOwnKeys, checkPeerKeys } from './check-keys.ts';
import { checkClock, checkCustody, checkFiles, checkLedger, checkNumbers } from './check-ledger.ts';
import { checkBackup, checkModes, checkSettings, checkSoftware, checkSpace, describeVersions } from './check-upkeep.ts';
import {
  type CheckName,
  checkNames,
  type Examination,
  examineMachine,
  type Finding,
  finding,
  type Machine,
  worstOf,
} from './examination.ts';

/** What one check found. */
export interface CheckResult extends Finding {
  readonly check: CheckName;
}

/** What an examination of a station came to. */
export interface StationHealth {
  /** The worst of all outcomes. */
  readonly outcome: CheckOutcome;
  readonly checks: readonly CheckResult[];
  /** Whether the custody log tells of it: not where nothing can be written, or the log goes no further. */
  readonly isRecorded: boolean;
}

const checks: Readonly<Record<CheckName, (examination: Examination) => Promise<Finding>>> = {
  modes: checkModes,
  settings: checkSettings,
  ledger: checkLedger,
  custody: checkCustody,
  files: checkFiles,
  'own-keys': checkOwnKeys,
  'peer-keys': checkPeerKeys,
  certificates: checkCertificates,
  clock: checkClock,
  space: checkSpace,
  software: checkSoftware,
  backup: checkBackup,
  numbers: checkNumbers,
};

/**
 * Examines whether a station is in the state that its procedure demands, and enters the result in the custody log:
 * whoever asks later sees that it was looked at, and what was found. Whatever somebody has altered is found, and keeps no
 * other check from its work. `failure` is what stopped `openStation`, where the station is only looked at for that reason.
 */
export async function examineStation(
  station: Station,
  machine: Machine = examineMachine(),
  failure: ScelleError | null = null,
): Promise<StationHealth> {
  const examination = await beginExamination(station, machine, failure);
  const results: CheckResult[] = [];
  for (const check of checkNames) results.push({ check, ...(await tryCheck(check, examination)) });
  const { outcome } = worstOf(results[0]!, results);
  const isRecorded = await tryRecord(station, { outcome, checks: results }, machine);
  return { outcome, checks: results, isRecorded };
}

async function tryCheck(check: CheckName, examination: Examination): Promise<Finding> {
  try {
    return await checks[check](examination);
  } catch (error) {
    const found = toFoundCode(error);
    if (found === null) throw error;
    return finding('check-impossible', { found });
  }
}

/** What stopped a check: one of our codes, or the word of SQLite or of the system. Null for a defect of ours. */
function toFoundCode(error: unknown): string | null {
  if (ScelleError.is(error)) return error.code;
  const told = toLedgerError(error, '');
  return ScelleError.is(told) ? told.code : toSystemCode(error);
}

async function tryRecord(
  station: Station,
  health: Omit<StationHealth, 'isRecorded'>,
  machine: Machine,
): Promise<boolean> {
  if (station.isReadOnly) return false;
  try {
    await station.exclusively(async () => station.change((inside) => recordHealth(inside, health, machine)));
    return true;
  } catch (error) {
    // What stops it was found by a check, which must be told.
    if (ScelleError.is(error) && health.outcome === 'failed') return false;
    throw error;
  }
}

async function beginExamination(station: Station, machine: Machine, failure: ScelleError | null): Promise<Examination> {
  const { name, role, layout, ledger, environment } = station;
  const recovered = station.isReadOnly ? await listMissing(station) : station.recovered;
  return {
    failure,
    name,
    role,
    layout,
    ledger,
    environment,
    machine,
    recovered,
    settings: await tryReadSettings(layout.settings, name),
    now: environment.now(),
    previous: await findNewestAct(ledger, EXAMINED),
  };
}

/** Mistakes in the settings stop other commands; here they are what is looked for. */
async function tryReadSettings(file: string, own: string): Promise<Settings | StationError> {
  try {
    return (await readSettings(file, own)).settings;
  } catch (error) {
    if (error instanceof StationError) return error;
    throw error;
  }
}

/** What opening it would have found, as far as it can be told from outside; a name of no file is for another check. */
async function listMissing({ ledger, layout }: Station): Promise<readonly Recovery[]> {
  const named = (await listStoredFiles(ledger)).filter(isStoredFile);
  const missing = named.filter((file) => !existsSync(layout.stored(file)));
  return missing.map((file) => ({ kind: 'file-missing', file }));
}

async function recordHealth(
  { record }: StationChange,
  { outcome, checks: results }: Omit<StationHealth, 'isRecorded'>,
  { versions }: Machine,
): Promise<void> {
  const outcomes = results.map((each) => [each.check, each.code] as const);
  const details = { versions: describeVersions(versions), ...Object.fromEntries(outcomes) };
  await record({ command: 'doctor', act: EXAMINED, result: outcome, details });
}
