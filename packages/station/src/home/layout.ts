import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StationError } from '../errors/station-error.ts';

/** Every `StationFolder`. */
export const stationFolders = ['keys', 'peers', 'outbox', 'inbox', 'held', 'quarantine', 'receipts'] as const;

/**
 * A folder of a station; each is readable by its owner alone.
 * @useDeclaredType
 */
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
  /** Copies of batches that the ledger does not name, until a person receives them; made when it is needed. */
  readonly unrecorded: string;
  /** What comes over the network, until it is delivered; made when it is needed. */
  readonly uploads: string;
  /** The path of a folder, or of a file in it. Throws `stored-file-foreign` where that would not lie in the folder. */
  path(folder: StationFolder, file?: string): string;
  /** The path of a file as the ledger names it: folder and name. Throws `stored-file-foreign` for another form. */
  stored(file: string): string;
}

/** How the ledger names the file of a batch, `/` between folder and name. Source: docs/station-documents.md § Backups. */
const STORED_FILE = /^(?:outbox|inbox|held|quarantine)\/[a-z0-9][a-z0-9.-]{0,159}\.scelle$/;

/** How the ledger names a file. */
export function storedName(folder: StationFolder, name: string): string {
  return `${folder}/${name}`;
}

/** Whether a text is the folder and the name of a batch that a station keeps. */
export function isStoredFile(text: string): boolean {
  return STORED_FILE.test(text);
}

/** The layout of the station at `root`. */
export function layoutOf(root: string): StationLayout {
  // Threat: whoever wrote the ledger, such as that of a forged backup, chose the names that stand in it.
  function stored(file: string): string {
    if (!isStoredFile(file)) throw new StationError('stored-file-foreign', { file, name: root });
    return join(root, file);
  }

  function path(folder: StationFolder, file?: string): string {
    if (file === undefined) return join(root, folder);
    if (!isPlainName(file)) throw new StationError('stored-file-foreign', { file: `${folder}/${file}`, name: root });
    return join(root, folder, file);
  }

  return {
    root,
    settings: join(root, settingsFile),
    ledger: join(root, 'ledger.db'),
    lockTarget: join(root, 'station'),
    discSessions: join(root, 'media'),
    unrecorded: join(root, 'unrecorded'),
    uploads: join(root, 'uploads'),
    path,
    stored,
  };
}

/** Whether a text is the name of something in a folder, and leads nowhere else. */
function isPlainName(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !/[/\\\0]/.test(text);
}

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

/** The place of a batch in its stream. */
export interface BatchPlace {
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  readonly sequence: number;
}

/** Digits of a digest that tell apart files of one number. */
const DIGEST_DIGITS = 16;

/** The name by which people call a batch: `tmg.arcom.music.000042`. Source: docs/format.md § File name. */
export function formatBatchName({ sender, recipient, stream, sequence }: BatchPlace): string {
  return `${sender}.${recipient}.${stream}.${String(sequence).padStart(6, '0')}`;
}

const BATCH_NAME = /^([a-z0-9-]+)\.([a-z0-9-]+)\.([a-z0-9-]+)\.([0-9]{6,16})$/;

/** The place that a name of `formatBatchName` tells; null for another text. */
export function parseBatchName(name: string): BatchPlace | null {
  const [, sender, recipient, stream, digits] = BATCH_NAME.exec(name) ?? [];
  if (sender === undefined || recipient === undefined || stream === undefined) return null;
  const place = { sender, recipient, stream, sequence: Number(digits) };
  return formatBatchName(place) === name ? place : null;
}

/** Name of its file. */
export function batchFile(place: BatchPlace): string {
  return `${formatBatchName(place)}.scelle`;
}

/** Name of its file where several may claim one number. */
export function batchFileByDigest(place: BatchPlace, digest: string): string {
  return `${formatBatchName(place)}.${digest.slice(0, DIGEST_DIGITS)}.scelle`;
}
