import { lstat, readdir } from 'node:fs/promises';
import { toInstant } from '@scelle/core';
import { toEpochMilliseconds } from '@scelle/core/internal';
import { BACKED_UP } from '../backup/create-backup.ts';
import { findCurrentCard } from '../cards/card-store.ts';
import { findInUseSince, findNewestAct } from '../custody/examinations.ts';
import { StationError } from '../errors/station-error.ts';
import { stationFolders } from '../home/layout.ts';
import { findBeginning } from '../ledger/owner.ts';
import type { Settings } from '../settings/settings.ts';
import { DAY, type Examination, type Finding, finding, type SoftwareVersions, worstOf } from './examination.ts';

/** Whether scelle.toml is valid, and every party that it names is known by a card. */
export async function checkSettings({ settings, layout, ledger }: Examination): Promise<Finding> {
  const file = layout.settings;
  if (settings instanceof StationError) return finding('settings-unsound', { file, found: settings.code });
  const unknown: string[] = [];
  for (const each of listNamedParties(settings)) if ((await findCurrentCard(ledger, each)) === null) unknown.push(each);
  const [name] = unknown;
  return name === undefined
    ? finding('settings-sound', { file })
    : finding('settings-party-unknown', { file, name, found: unknown.length });
}

function listNamedParties({ peers, receiving, sending }: Settings): readonly string[] {
  const rules = [receiving, sending, ...Object.values(peers).flatMap((peer) => [peer.receiving, peer.sending])];
  const named = rules.flatMap(({ additionalRecipients = [] }) => additionalRecipients);
  return [...new Set([...Object.keys(peers), ...named])].sort();
}

/** What is done on more days than these would be lost with the disc. */
const MOST_DAYS = 7;

/** Whether there is a backup of the last days. */
export async function checkBackup({ ledger, now }: Examination): Promise<Finding> {
  const made = (await findNewestAct(ledger, BACKED_UP))?.at ?? null;
  const found = made ?? (await findBeginning(ledger));
  const isOld = now.getTime() - toEpochMilliseconds(found) > MOST_DAYS * DAY;
  const details = { found, limit: MOST_DAYS };
  if (made === null) return isOld ? finding('backup-missing', details) : finding('backup-not-due', details);
  return isOld ? finding('backup-old', details) : finding('backup-recent', { found });
}

/** Modes that let others than the owner do anything. */
const OPEN_TO_OTHERS = 0o077;

/** Files that may be read by others: what is public in them. */
const publicFiles = /\.(?:pub|recipient)$/;

/** Whether folders, settings, ledger and keys are readable and writable by their owner alone. */
export async function checkModes({ layout }: Examination): Promise<Finding> {
  const keys = (await readdir(layout.path('keys'))).filter((name) => !publicFiles.test(name)).sort();
  const paths = [
    layout.root,
    ...stationFolders.map((folder) => layout.path(folder)),
    layout.settings,
    ...keys.map((name) => layout.path('keys', name)),
  ];
  const open: string[] = [];
  for (const path of paths) if (((await lstat(path)).mode & OPEN_TO_OTHERS) !== 0) open.push(path);
  const [file] = open;
  return file === undefined ? finding('modes-private') : finding('modes-open', { file, found: open.length });
}

const GIBIBYTE = 1024 ** 3;

/** Several days of batches with segments should find room. */
const ENOUGH = 10 * GIBIBYTE;

/** Less than this is not even one day. */
const LEAST = 2 * GIBIBYTE;

/** How long an upload may be silent before a person is told, in milliseconds. */
const SILENT = 3_600_000;

/** Whether the disc has room for the batches of the next days, and whether any of it is held by what nobody goes on with. */
export async function checkSpace(examination: Examination): Promise<Finding> {
  return worstOf(await checkFree(examination), [await checkUploads(examination)]);
}

/** Sizes are told in whole MiB. */
async function checkFree({ layout, machine }: Examination): Promise<Finding> {
  const free = await machine.freeBytes(layout.root);
  const details = { found: Math.floor(free / 1024 ** 2) };
  if (free < LEAST) return finding('space-exhausted', details);
  return free < ENOUGH ? finding('space-low', details) : finding('space-enough', details);
}

async function checkUploads({ layout, machine, now }: Examination): Promise<Finding> {
  const uploads = (await machine.listUploads?.(layout.uploads)) ?? [];
  const silent = uploads.filter(({ changedAt }) => now.getTime() - toEpochMilliseconds(changedAt) > SILENT);
  const [oldest] = silent.toSorted((one, other) => (one.changedAt < other.changedAt ? -1 : 1));
  if (oldest === undefined) return finding('space-enough');
  return finding('uploads-silent', { found: silent.length, name: oldest.peer, expected: oldest.changedAt });
}

/** After so many days with the same versions somebody must look for newer ones. */
const IN_USE_DAYS = 180;

/** A Node whose parts were released longer ago than this has missed several releases. */
const AGE_DAYS = 400;

/** Until when the lines of Node get security fixes. Source: https://github.com/nodejs/release */
const supportEnds: Readonly<Record<string, string>> = { '24': '2028-04-30', '26': '2029-04-30' };

/** Whether the software is not older than a careful operator lets it become. */
export async function checkSoftware({ machine, ledger, now }: Examination): Promise<Finding> {
  const { versions } = machine;
  const found = describeVersions(versions);
  const since = (await findInUseSince(ledger, found)) ?? toInstant(now);
  const supportEnd = supportEnds[versions.node.split('.')[0]!];
  if (supportEnd !== undefined && daysSince(`${supportEnd}T00:00:00Z`, now) > 0) {
    return finding('software-unsupported', { found, expected: supportEnd });
  }
  const isOld = daysSince(since, now) > IN_USE_DAYS || daysSince(`${versions.sqliteDay}T00:00:00Z`, now) > AGE_DAYS;
  const details = { found, expected: since };
  return isOld ? finding('software-old', details) : finding('software-current', details);
}

/** The versions in one line, as the custody log keeps them. */
export function describeVersions({ scelle, node, sqlite, sqliteDay, openssl }: SoftwareVersions): string {
  return `scelle ${scelle}, Node ${node}, SQLite ${sqlite} (${sqliteDay}), OpenSSL ${openssl}`;
}

function daysSince(instant: string, now: Date): number {
  return (now.getTime() - toEpochMilliseconds(instant)) / DAY;
}
