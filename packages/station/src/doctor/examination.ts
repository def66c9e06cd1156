import { statfs } from 'node:fs/promises';
import { type ErrorDetails, type ScelleError, VERSION } from '@scelle/core';
import type { CheckOutcome } from '../errors/define-findings.ts';
import { examinationErrors } from '../errors/examination.ts';
import type { StationError } from '../errors/station-error.ts';
import type { StationLayout } from '../home/layout.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { PartyRole, Recovery, StationEnvironment } from '../home/station.ts';
import { readSqliteVersion } from '../ledger/sqlite/open-ledger.ts';
import type { Settings } from '../settings/settings.ts';

/** What every check looks at. */
export interface Examination {
  readonly name: string;
  readonly role: PartyRole;
  readonly layout: StationLayout;
  readonly ledger: LedgerReader;
  readonly environment: StationEnvironment;
  readonly machine: Machine;
  /** What stopped the opening of the station, which is only looked at then; else null. */
  readonly failure: ScelleError | null;
  /** What was found when the station was opened. */
  readonly recovered: readonly Recovery[];
  /** The settings, or what is wrong with them. */
  readonly settings: Settings | StationError;
  /** The time of the examination, read once. */
  readonly now: Date;
  /** The examination before this one; null for the first. */
  readonly previous: PreviousExamination | null;
}

/** What the custody log tells of an earlier examination. */
interface PreviousExamination {
  /** Number of its entry. */
  readonly number: number;
  readonly at: string;
}

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** What is examined, in this order. */
export const checkNames = [
  'modes',
  'settings',
  'ledger',
  'custody',
  'files',
  'own-keys',
  'peer-keys',
  'certificates',
  'clock',
  'space',
  'software',
  'backup',
  'numbers',
] as const;

/**
 * What is examined.
 * @useDeclaredType
 */
export type CheckName = (typeof checkNames)[number];

/**
 * What a check can find.
 * @useDeclaredType
 */
export type DoctorCode = keyof typeof examinationErrors;

/** What one check found. */
export interface Finding {
  readonly outcome: CheckOutcome;
  readonly code: DoctorCode;
  readonly details: ErrorDetails;
}

/** What a check found; the catalogue says how urgent it is. */
export function finding(code: DoctorCode, details: ErrorDetails = {}): Finding {
  return { outcome: examinationErrors[code].outcome, code, details };
}

const byUrgency: readonly CheckOutcome[] = ['failed', 'warning', 'ok'];

/** The worst of several findings, the first where several are equally bad. */
export function worstOf(first: Finding, others: readonly Finding[]): Finding {
  return [first, ...others].reduce((worst, each) =>
    byUrgency.indexOf(each.outcome) < byUrgency.indexOf(worst.outcome) ? each : worst,
  );
}

/** The software that a station runs on. */
export interface SoftwareVersions {
  readonly scelle: string;
  readonly node: string;
  readonly sqlite: string;
  readonly openssl: string;
  /** Day on which the SQLite in this Node was released, `YYYY-MM-DD`: the Node is not much older. */
  readonly sqliteDay: string;
}

/** What an examination asks of the machine, so that tests can answer. */
export interface Machine {
  readonly versions: SoftwareVersions;
  /** Bytes that are free in the file system of a folder. */
  freeBytes(folder: string): Promise<number>;
  /** What has come over the network and is not whole; left out where nobody who knows the folder asks. */
  listUploads?(folder: string): Promise<readonly UnfinishedUpload[]>;
}

/** A batch of which a part has come over the network. */
export interface UnfinishedUpload {
  readonly peer: string;
  /** When the last byte came. */
  readonly changedAt: string;
}

/** This machine. */
export function examineMachine(): Machine {
  return { versions: readVersions(), freeBytes };
}

function readVersions(): SoftwareVersions {
  const { node = '', openssl = '' } = process.versions;
  const { version, source } = readSqliteVersion();
  return { scelle: VERSION, node, sqlite: version, openssl, sqliteDay: source.slice(0, 'YYYY-MM-DD'.length) };
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
