import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StationError } from '../errors/station-error.ts';
import { settingsFile } from './layout.ts';

/**
 * The folder of the nearest station: `start`, or the first folder above it that holds `scelle.toml`. Throws
 * `station-not-found`.
 */
export function findStation(start: string): string {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, settingsFile))) return folder;
    if (folder === dirname(folder)) throw new StationError('station-not-found', { file: start });
  }
}

/** The folder itself, if it is a station. Throws `station-not-found`. */
export function requireStation(folder: string): string {
  const path = resolve(folder);
  if (!existsSync(join(path, settingsFile))) throw new StationError('station-not-found', { file: folder });
  return path;
}
