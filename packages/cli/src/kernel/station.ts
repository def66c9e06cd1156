import { resolve } from 'node:path';
import {
  findStation,
  type OpenedStation,
  openStation,
  openTarget,
  requireStation,
  type Station,
} from '@scelle/station';
import {
  type DatabaseSink,
  isOlderLedger,
  isReadOnlyFolder,
  layoutOf,
  putSettingsInForce,
} from '@scelle/station/internal';
import type { CommandContext } from './context.ts';

/** The option by which every command of a station is told which one. */
export interface StationOptions {
  /** Its folder; else `SCELLE_STATION`, else the nearest folder upwards with a scelle.toml. */
  readonly station?: string;
}

/** The folder of the station that a command works with. Throws `station-not-found`. */
export function locateStation({ environment }: CommandContext, { station }: StationOptions): string {
  const named = station ?? environment['SCELLE_STATION'];
  return named === undefined ? findStation(resolve('.')) : requireStation(named);
}

/**
 * Opens the station that a command works with, and tells what an interrupted command had left there. Throws the codes of
 * `openStation`.
 */
async function openReported(context: CommandContext, options: StationOptions): Promise<Station> {
  const station = await openStation(locateStation(context, options));
  for (const { kind, file } of station.recovered) {
    context.terminal.notice({ text: context.shared.recovered(kind, file), tone: 'warning' });
  }
  return station;
}

/**
 * Opens the station for a command that looks at it: where nothing can be written, such as on a medium with evidence, and
 * where an earlier version works with it, it is only looked at. Throws the codes of `openStation`.
 */
export async function openToLook(context: CommandContext, options: StationOptions): Promise<Station> {
  const root = locateStation(context, options);
  if (isOlderLedger(layoutOf(root).ledger)) return await openStation(root, { readOnly: true });
  return await openWherePossible(context, options);
}

/** The same for a command that writes what it saw into the custody log, wherever that can be written. */
export async function openWherePossible(context: CommandContext, options: StationOptions): Promise<Station> {
  const root = locateStation(context, options);
  return isReadOnlyFolder(root) ? await openStation(root, { readOnly: true }) : await openReported(context, options);
}

/** Commands that sign in any case, beside those that look at the clock when they know that they will. */
const signingCommands: ReadonlySet<string> = new Set([
  'channel resume',
  'channel suspend',
  'key rotate certificate',
  'key rotate opening',
  'key rotate signing',
  'media read',
  'pull',
  'purge',
  'retention apply',
  'serve',
]);

/** Commands that change nothing, and work on a read-only medium. */
const lookingCommands: ReadonlySet<string> = new Set([
  'channel show',
  'custody export',
  'custody show',
  'peer list',
  'peer show',
  'stats',
]);

/**
 * The same for commands that depend on the policy, of which a change is entered in the custody log. Throws the codes of
 * `openStation` and `readSettings`, and `clock-behind-ledger` for one that signs.
 */
export async function openForCommand(
  context: CommandContext,
  options: StationOptions,
  command: string,
): Promise<OpenedStation> {
  const open = lookingCommands.has(command) ? openToLook : openReported;
  return putSettingsInForce(await open(context, options), { command, signs: signingCommands.has(command) });
}

/** The options by which commands are told of a target. */
export interface TargetOptions {
  /** URL; files are relative to the current folder. */
  readonly into?: string;
  readonly segmentsFolder?: string;
}

/** What a command does to a target: `read` makes neither a file nor tables. */
type TargetUse = 'import' | 'read';

/**
 * Opens the target that the options name, or else that of the settings, whose files are relative to the station. Throws
 * the codes of `openTarget`.
 */
export async function openStationTarget(
  { station, settings }: Pick<OpenedStation, 'station' | 'settings'>,
  { into, segmentsFolder }: TargetOptions,
  use: TargetUse,
): Promise<DatabaseSink> {
  const { root } = station.layout;
  const { importing } = settings;
  const inSettings = importing.segmentsFolder === null ? null : resolve(root, importing.segmentsFolder);
  return openTarget({
    url: into ?? importing.into,
    base: into === undefined ? root : resolve('.'),
    mustExist: use === 'read',
    segmentsFolder: segmentsFolder === undefined ? inSettings : resolve(segmentsFolder),
  });
}
