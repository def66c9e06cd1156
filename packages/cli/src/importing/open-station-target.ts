import { resolve } from 'node:path';
import { type DatabaseSink, openTarget } from '@scelle/station';
import type { Desk } from '../station/open-desk.ts';

/** The options by which commands are told of a target. */
export interface TargetOptions {
  /** URL; files are relative to the current folder. */
  readonly into?: string;
  readonly segmentsFolder?: string;
}

/** What a command does to a target: `read` makes neither a file nor tables. */
export type TargetUse = 'import' | 'read';

/**
 * Opens the target that the options name, or else that of the settings, whose files are relative to the station. Throws
 * the codes of `openTarget`.
 */
export async function openStationTarget(
  { station, settings }: Pick<Desk, 'station' | 'settings'>,
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
