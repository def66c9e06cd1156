import { createHash, type Hash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder, toSystemCode, toTargetError, writeFully } from '@scelle/core/internal';
import { MediaError } from '../errors/media-error.ts';
import { digestBytes } from '../format/block-set.ts';
import { type AreaFile, type DiscLayout, fileOfBlock, placeOfBlock } from '../format/disc-layout.ts';

/** A file of a disc, as its bag lists it. */
export interface DiscFile {
  /** SHA-256, hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/** The folder of one disc while it is being written. */
export interface DiscFolder {
  readonly path: string;
  /** The files that are finished, by their paths on the disc. */
  readonly files: ReadonlyMap<string, DiscFile>;
  /** Adds a whole file. */
  add(name: string, bytes: Uint8Array): Promise<void>;
  /** Starts a file that is written from its beginning to its end. */
  create(name: string): Promise<SequentialFile>;
  /** Opens a file to be written at any place; `note` has to follow. */
  open(name: string): Promise<FileHandle>;
  /** Notes the digest of a file that was written otherwise. */
  note(name: string, file: DiscFile): void;
}

/** A file that grows at its end. Made for `await using`, which closes one that is given up. */
export interface SequentialFile extends AsyncDisposable {
  append(bytes: Uint8Array): Promise<void>;
  /** Waits until all of it is on the disc, closes it, and notes its digest. */
  finish(): Promise<DiscFile>;
}

/** Makes the folder of a disc. Throws core's `target-…` codes, as everything does that writes to it. */
export async function createDiscFolder(path: string): Promise<DiscFolder> {
  const files = new Map<string, DiscFile>();
  await attempt(path, () => mkdir(path, { mode: 0o700 }));

  async function openNew(name: string): Promise<FileHandle> {
    const file = join(path, name);
    await attempt(file, () => mkdir(dirname(file), { recursive: true, mode: 0o700 }));
    return attempt(file, () => open(file, 'wx+', 0o600));
  }

  async function create(name: string): Promise<SequentialFile> {
    const handle = await openNew(name);
    const digest: Hash = createHash('sha256');
    let bytes = 0;
    return {
      async append(piece) {
        digest.update(piece);
        bytes += piece.length;
        await attempt(join(path, name), () => handle.appendFile(piece));
      },
      async finish() {
        await attempt(join(path, name), () => handle.datasync()).finally(() => handle.close());
        const file = { sha256: digest.digest('hex'), bytes };
        files.set(name, file);
        return file;
      },
      // Closing it once more does nothing.
      [Symbol.asyncDispose]: () => handle.close(),
    };
  }

  async function add(name: string, bytes: Uint8Array): Promise<void> {
    const handle = await openNew(name);
    await attempt(join(path, name), () => handle.appendFile(bytes)).finally(() => handle.close());
    files.set(name, { sha256: Buffer.from(digestBytes(bytes)).toString('hex'), bytes: bytes.length });
  }

  return { path, files, add, create, open: openNew, note: (name, file) => void files.set(name, file) };
}

/** Runs what writes `file`, and words the system's errors. */
export async function attempt<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw toTargetError(error, file);
  }
}

/** Throws `set-exists` where there is anything of that name. */
export async function requireFreeName(path: string): Promise<void> {
  if ((await lstat(path).catch(() => null)) !== null) throw new MediaError('set-exists', { file: path });
}

/** Where the bytes of a file of a disc are kept. */
export interface FilePlace {
  readonly path: string;
  /** From which byte on. */
  readonly offset: number;
  /** Whether nothing of it will be written any more; it may then belong to somebody who wants it unchanged. */
  readonly isFinished?: () => boolean;
}

type LocateFile = (file: AreaFile) => FilePlace;

/** Reads and writes the blocks of a disc by their numbers, wherever they are kept. Made for `await using`. */
export class DiscBlocks implements AsyncDisposable {
  readonly #locate: LocateFile;
  readonly #layout: DiscLayout;
  readonly #handles = new Map<string, Promise<FileHandle>>();

  constructor(layout: DiscLayout, locate: LocateFile) {
    this.#locate = locate;
    this.#layout = layout;
  }

  /** So many blocks from `first` on into `target`, each filled up with zeros; what lies beyond `end` is zeros. */
  async read(first: number, count: number, end: number, target: Uint8Array): Promise<void> {
    const { blockBytes } = this.#layout;
    target.fill(0, 0, count * blockBytes);
    for (let block = first; block < Math.min(first + count, end); ) {
      const { file, at, length, blocks } = this.#reach(block, Math.min(first + count, end));
      const offset = (block - first) * blockBytes;
      await this.#use(file, (handle, base) => handle.read(target, offset, length, base + at));
      block += blocks;
    }
  }

  /** Writes blocks from `first` on; of the last one of a file only as much as belongs to it. */
  async write(first: number, bytes: Uint8Array): Promise<void> {
    const { blockBytes } = this.#layout;
    const end = first + Math.ceil(bytes.length / blockBytes);
    for (let block = first; block < end; ) {
      const { file, at, length, blocks } = this.#reach(block, end);
      const offset = (block - first) * blockBytes;
      await this.#use(file, (handle, base) => writeFully(handle, base + at, bytes.subarray(offset, offset + length)));
      block += blocks;
    }
  }

  /** How far one can go from a block within its file. */
  #reach(block: number, end: number): { file: AreaFile; at: number; length: number; blocks: number } {
    const file = fileOfBlock(this.#layout, block);
    const blocks = Math.min(end, file.firstBlock + file.blocks) - block;
    const { at } = placeOfBlock(this.#layout, file, block);
    return { file, at, blocks, length: Math.min(blocks * this.#layout.blockBytes, file.bytes - at) };
  }

  /** Waits until everything that was written is on the disc. */
  async sync(): Promise<void> {
    for (const opening of this.#handles.values()) await (await opening).datasync();
  }

  /** Stripes jump between the files of a disc, so these stay open where they are few. */
  async #use(file: AreaFile, action: (handle: FileHandle, base: number) => Promise<unknown>): Promise<void> {
    const place = this.#locate(file);
    const { path, offset } = place;
    const opening = this.#handles.get(path) ?? openOwnFile(path, flagsFor(place));
    const isKept = this.#layout.files.length <= MOST_OPEN;
    if (isKept) this.#handles.set(path, opening);
    const handle = await opening;
    try {
      await attempt(path, () => action(handle, offset));
      if (!isKept) await handle.datasync();
    } finally {
      if (!isKept) await handle.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const opening of this.#handles.values()) await (await opening.catch(() => null))?.close();
    this.#handles.clear();
  }
}

const MOST_OPEN = 128;

function flagsFor({ isFinished }: FilePlace): number {
  return isFinished?.() === true ? constants.O_RDONLY : constants.O_RDWR | constants.O_CREAT;
}

/** The blocks of a disc in its own folder. */
export function blocksInFolder(folder: string, layout: DiscLayout): DiscBlocks {
  return new DiscBlocks(layout, ({ path }) => ({ path: join(folder, path), offset: 0 }));
}

/**
 * Makes a folder for ourselves alone, mode 0700 whatever the umask, unless it is there and is ours. Threat: a folder
 * under a name that somebody knew beforehand, with links in it. Throws `target-foreign` and what `makeFolder` throws.
 */
export async function makeOwnFolder(path: string): Promise<void> {
  await makeFolder(path, 0o700);
  const found = await lstat(path);
  const isOurs = found.isDirectory() && isOwnedByUs(found) && (found.mode & 0o022) === 0;
  if (!isOurs) throw new MediaError('target-foreign', { file: path, found: describeOwner(found) });
}

/**
 * Opens a file in a folder of ours to be read and written at any place; makes it, mode 0600, where it is not there.
 * Threat: a link, or a second name of somebody's file. Throws `target-foreign` and core's other `target-…` codes.
 */
export async function openOwnFile(path: string, flags: number): Promise<FileHandle> {
  const handle = await open(path, flags | constants.O_NOFOLLOW, 0o600).catch((error: unknown) => {
    const isLink = toSystemCode(error) === 'ELOOP';
    throw isLink
      ? new MediaError('target-foreign', { file: path, found: 'link' }, { cause: error })
      : toTargetError(error, path);
  });
  const found = await handle.stat();
  const isWritten = (flags & constants.O_RDWR) !== 0;
  if (found.isFile() && isOwnedByUs(found) && !(isWritten && found.nlink > 1)) return handle;
  await handle.close();
  throw new MediaError('target-foreign', { file: path, found: describeOwner(found) });
}

function isOwnedByUs({ uid }: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid();
}

function describeOwner(found: Stats): string {
  if (found.isSymbolicLink()) return 'link';
  return `uid ${found.uid}, mode ${(found.mode & 0o7777).toString(8)}${found.isFile() ? `, ${found.nlink} names` : ''}`;
}
