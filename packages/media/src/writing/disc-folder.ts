import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, lstat, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toTargetError } from '@scelle/core';
import { digestBytes } from '../coding/block-digests.ts';
import { MediaError } from '../errors/media-error.ts';

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

/** A file that grows at its end. */
export interface SequentialFile {
  append(bytes: Uint8Array): Promise<void>;
  /** Waits until all of it is on the disc, closes it, and notes its digest. */
  finish(): Promise<DiscFile>;
}

/** Makes the folder of a disc. Throws core's `target-…` codes, as everything does that writes to it. */
export async function createDiscFolder(path: string): Promise<DiscFolder> {
  const files = new Map<string, DiscFile>();
  await attempt(path, () => mkdir(path));

  async function openNew(name: string): Promise<FileHandle> {
    const file = join(path, name);
    await attempt(file, () => mkdir(dirname(file), { recursive: true }));
    return attempt(file, () => open(file, 'wx+', 0o644));
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
