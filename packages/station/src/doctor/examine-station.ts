import type { CheckOutcome } from '../errors/define-findings.ts';
import { StationError } from '../errors/station-error.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';
import type { Station } from '../station.ts';
import { checkBackup } from './check-backup.ts';
import { checkCertificates } from './check-certificates.ts';
import { checkClock } from './check-clock.ts';
import { checkCustody } from './check-custody.ts';
import { checkFiles } from './check-files.ts';
import { checkOwnKeys, checkPeerKeys } from './check-keys.ts';
import { checkLedger } from './check-ledger.ts';
import { checkModes } from './check-modes.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkSettings } from './check-settings.ts';
import { checkSoftware, describeVersions } from './check-software.ts';
import { checkSpace } from './check-space.ts';
import { EXAMINED, findNewestAct } from './doctor-log.ts';
import type { Examination } from './examination.ts';
import { type CheckName, checkNames, type Finding, worstOf } from './finding.ts';
import { examineMachine, type Machine } from './machine.ts';

/** What one check found. */
export interface CheckResult extends Finding {
  readonly check: CheckName;
}

/** What an examination of a station came to. */
export interface StationHealth {
  /** The worst of all outcomes. */
  readonly outcome: CheckOutcome;
  readonly checks: readonly CheckResult[];
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
 * whoever asks later sees that it was looked at, and what was found.
 */
export async function examineStation(station: Station, machine: Machine = examineMachine()): Promise<StationHealth> {
  const examination = await beginExamination(station, machine);
  const results: CheckResult[] = [];
  for (const check of checkNames) results.push({ check, ...(await checks[check](examination)) });
  const { outcome } = results.reduce<Finding>((worst, each) => worstOf(worst, each), results[0]!);
  const health = { outcome, checks: results };
  await station.exclusively(async () => station.change(() => recordHealth(station, health, machine)));
  return health;
}

async function beginExamination(station: Station, machine: Machine): Promise<Examination> {
  const { name, role, layout, database, environment, recovered } = station;
  return {
    name,
    role,
    layout,
    database,
    environment,
    machine,
    recovered,
    settings: await tryReadSettings(layout.settings, name),
    now: environment.now(),
    previous: findNewestAct(database, EXAMINED),
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

function recordHealth({ record }: Station, { outcome, checks: results }: StationHealth, { versions }: Machine): void {
  const outcomes = results.map((each) => [each.check, each.code] as const);
  const details = { versions: describeVersions(versions), ...Object.fromEntries(outcomes) };
  record({ command: 'doctor', act: EXAMINED, result: outcome, details });
}
