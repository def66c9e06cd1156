import { constants, type Dirent } from 'node:fs';
import { type FileHandle, open, opendir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readFully, toSystemCode } from '@scelle/core/internal';
import { MediaError } from '../errors/media-error.ts';
import { limits, SECTOR_BYTES } from '../format/geometry.ts';

/** A stretch of bytes on a medium: a file of a folder, or all of an image or drive. */
export interface Extent {
  /** Path below the folder, with slashes; empty for an image or a drive. Untrusted. */
  readonly path: string;
  /** Length in bytes. */
  readonly size: number;
  /**
   * Exactly these bytes, in `target` where it is given and as long. Throws what the system reports, a read error of the
   * drive for instance.
   */
  read(position: number, length: number, target?: Uint8Array): Promise<Uint8Array>;
}

/** What a person puts in front of us: the folder of a disc, an image of it, or the drive it lies in. */
export interface Medium extends AsyncDisposable {
  /** As the person named it. */
  readonly name: string;
  readonly kind: 'folder' | 'image';
  /** Everything that can be read there; in a folder, the files of an index come first. */
  readonly extents: readonly Extent[];
}

/** The error to throw where the system could not read a medium. */
export function toMediumError(error: unknown, file: string): unknown {
  const found = toSystemCode(error);
  if (found === null) return error;
  const code = found === 'ENOENT' ? 'medium-missing' : 'medium-unreadable';
  return new MediaError(code, { file, found }, { cause: error });
}

/**
 * Exactly these bytes of a file, in `target` where it is as long. Throws what the system reports, and `EIO` of our own
 * where the file ends before.
 */
export async function readExactly(
  handle: FileHandle,
  position: number,
  length: number,
  target?: Uint8Array,
): Promise<Uint8Array> {
  // All of it is written before anybody reads it, and zeros would cost as much as the reading.
  const bytes = target?.length === length ? target : Buffer.allocUnsafeSlow(length);
  if ((await readFully(handle, position, bytes)) === length) return bytes;
  throw Object.assign(new Error('The medium ends early.'), { code: 'EIO', syscall: 'read' });
}

/**
 * Opens what lies at a path: a folder, an image, or a drive such as `/dev/sr0`.
 * Throws `medium-missing`, `medium-unreadable`, `medium-unsupported`.
 */
export async function openMedium(path: string): Promise<Medium> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await openFolder(path);
    if (!found.isFile() && !found.isBlockDevice()) throw new MediaError('medium-unsupported', { file: path });
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return imageMedium(path, handle, found.isFile() ? found.size : await sizeOfDevice(path));
  } catch (error) {
    throw toMediumError(error, path);
  }
}

function imageMedium(name: string, handle: FileHandle, size: number): Medium {
  const read: Extent['read'] = (position, length, target) => readExactly(handle, position, length, target);
  return {
    name,
    kind: 'image',
    extents: [{ path: '', size, read }],
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** Linux tells the length of a device in units of 512 bytes, whatever its sectors. */
async function sizeOfDevice(path: string): Promise<number> {
  const name = basename(await realpath(path));
  const text = await readFile(`/sys/class/block/${name}/size`, 'utf8');
  return 512 * Number.parseInt(text, 10);
}

/** Folders are nested no deeper than this on our discs. */
const MAX_DEPTH = 8;

/** For each file that is looked at, so many names may be read. */
const NAMES_PER_FILE = 10;

const INDEX_FILE = /^(.*\/)?index\/\d+\.bin$/s;

/**
 * Opens the files of a folder. Threats: a disc whose links lead outside the folder, or that has pipes which never
 * answer; a disc with endless files. Links and everything else that is no regular file are left out, and of more than
 * `most` files those that are the least like a disc of ours. Throws what the system reports of the folder itself.
 */
export async function openFolder(folder: string, most: number = limits.files): Promise<Medium> {
  const paths: string[] = [];
  const left = { names: NAMES_PER_FILE * most };
  for await (const path of listFiles(folder, '', 0, left)) paths.push(path);
  const extents: Extent[] = [];
  for (const path of sortByUsefulness(paths).slice(0, most)) {
    const extent = await openExtent(join(folder, path), path);
    if (extent !== null) extents.push(extent);
  }
  return { name: folder, kind: 'folder', extents, [Symbol.asyncDispose]: async () => undefined };
}

/** The files of a folder; `left` is how many names may still be read, those of folders and links included. */
async function* listFiles(
  folder: string,
  below: string,
  depth: number,
  left: { names: number },
): AsyncGenerator<string, void> {
  const subfolders: string[] = [];
  for await (const entry of listEntries(folder, below)) {
    if (left.names === 0) return;
    left.names -= 1;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isFile()) yield path;
    else if (entry.isDirectory()) subfolders.push(path);
  }
  if (depth === MAX_DEPTH) return;
  for (const path of subfolders.sort()) {
    if (left.names === 0) return;
    yield* listFiles(folder, path, depth + 1, left);
  }
}

async function* listEntries(folder: string, below: string): AsyncGenerator<Dirent, void> {
  try {
    yield* await opendir(join(folder, below));
  } catch (error) {
    // What a subfolder held is as good as missing, and shows as lost; all the rest can be read.
    if (below === '' || toSystemCode(error) === null) throw error;
  }
}

/** The indexes first, then what lies in a folder with an index, each in the order of names. */
function sortByUsefulness(paths: readonly string[]): readonly string[] {
  const roots = new Set(paths.filter((path) => INDEX_FILE.test(path)).map((path) => path.replace(INDEX_FILE, '$1')));
  const rank = (path: string): number => {
    if (INDEX_FILE.test(path)) return 0;
    return foldersOf(path).some((folder) => roots.has(folder)) ? 1 : 2;
  };
  const ranked = paths.map((path) => ({ path, rank: rank(path) }));
  return ranked.sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1)).map(({ path }) => path);
}

/** The folders that a path leads through: empty, `a/`, `a/b/`. */
function foldersOf(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return ['', ...names.map((_, index) => `${names.slice(0, index + 1).join('/')}/`)];
}

/** A file that is open only while it is read: there may be thousands. Null where it cannot be opened at all. */
async function openExtent(file: string, path: string): Promise<Extent | null> {
  try {
    await using handle = await openRegular(file);
    const found = await handle.stat();
    return found.isFile() ? { path, size: found.size, read: readerOf(file) } : null;
  } catch {
    // It is as good as missing: what it held shows as lost.
    return null;
  }
}

function readerOf(file: string): Extent['read'] {
  return async (position, length, target) => {
    await using handle = await openRegular(file);
    return await readExactly(handle, position, length, target);
  };
}

function openRegular(file: string): Promise<FileHandle> {
  return open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
}

/** Bytes of which some may be unreadable. */
export interface PatchyBytes {
  /** Zeros where a sector is unreadable. */
  readonly bytes: Uint8Array;
  /** Sectors that are unreadable, counted from the first byte; null where all are well. */
  readonly bad: ReadonlySet<number> | null;
}

/** How persistently a medium is read. */
export interface ReadPersistence {
  /** How often a sector is tried again. Default: 2. */
  readonly retries?: number;
}

/** The unit in which drives give up: 16 sectors of a DVD. */
const UNIT_BYTES = 16 * SECTOR_BYTES;

/** The drive is gone, and asking for every single sector of it would take for ever. */
const goneCodes = ['ENODEV', 'ENXIO', 'ENOMEDIUM', 'EBADF'];

/**
 * Reads as much of a range as can be read: what fails as a whole is read in ever smaller parts, single sectors several
 * times. `target` takes the bytes where it is as long. Throws `medium-unreadable` where the drive or file is gone.
 */
export async function readPastErrors(
  extent: Extent,
  position: number,
  length: number,
  { retries = 2 }: ReadPersistence = {},
  target?: Uint8Array,
): Promise<PatchyBytes> {
  const whole = await tryRead(extent, position, length, target);
  if (whole !== null) return { bytes: whole, bad: null };
  const bytes = new Uint8Array(length);
  const bad = new Set<number>();
  for (const unit of divide(0, length, UNIT_BYTES)) {
    const read = await tryRead(extent, position + unit.at, unit.length);
    if (read !== null) {
      bytes.set(read, unit.at);
      continue;
    }
    for (const sector of divide(unit.at, unit.length, SECTOR_BYTES)) {
      const one = await tryAgain(extent, position + sector.at, sector.length, retries);
      if (one === null) bad.add(sector.at / SECTOR_BYTES);
      else bytes.set(one, sector.at);
    }
  }
  return { bytes, bad: bad.size === 0 ? null : bad };
}

async function tryAgain(extent: Extent, position: number, length: number, retries: number): Promise<Uint8Array | null> {
  for (let attempt = 0; attempt <= retries; attempt += 1) {
    const read = await tryRead(extent, position, length);
    if (read !== null) return read;
  }
  return null;
}

async function tryRead(
  extent: Extent,
  position: number,
  length: number,
  target?: Uint8Array,
): Promise<Uint8Array | null> {
  try {
    return await extent.read(position, length, target);
  } catch (error) {
    const found = toSystemCode(error);
    if (found === null || goneCodes.includes(found)) throw toMediumError(error, extent.path);
    return null;
  }
}

function* divide(start: number, length: number, unit: number): Generator<{ at: number; length: number }, void> {
  for (let at = start; at < start + length; at += unit) yield { at, length: Math.min(unit, start + length - at) };
}
