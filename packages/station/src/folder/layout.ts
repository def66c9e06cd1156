import { join } from 'node:path';

/** The folders of a station, all of them readable by its owner alone. */
export const stationFolders = ['keys', 'peers', 'outbox', 'inbox', 'held', 'quarantine', 'receipts'] as const;

export type StationFolder = (typeof stationFolders)[number];

/** Name of the file that makes a folder a station: the policy. */
export const settingsFile = 'scelle.toml';

/** Where everything lies in a station's folder. */
export interface StationLayout {
  readonly root: string;
  readonly settings: string;
  readonly ledger: string;
  /** What is locked while an operation changes the station; the lock itself is `station.lock`. */
  readonly lockTarget: string;
  /** What is being read from discs, until all of a set is there; made when it is needed. */
  readonly discSessions: string;
  /** The path of a folder, or of a file in it. */
  path(folder: StationFolder, file?: string): string;
  /** The path of a file as the ledger names it: folder and name. */
  stored(file: string): string;
}

/** The layout of the station at `root`. */
export function layoutOf(root: string): StationLayout {
  return {
    root,
    settings: join(root, settingsFile),
    ledger: join(root, 'ledger.db'),
    lockTarget: join(root, 'station'),
    discSessions: join(root, 'media'),
    stored: (file) => join(root, file),
    path: (folder, file) => (file === undefined ? join(root, folder) : join(root, folder, file)),
  };
}
