import { access, readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, syncFolderOf, toSourceError, toSystemCode, toTargetError } from '@scelle/core/internal';
import { writeDurably } from '../home/files.ts';

/** So many files are written at once: each waits for the disc. */
const CONCURRENCY = 16;

/** The file with the id of the database that the folder belongs to. */
const OWNER = 'owner';

/** Begins the name of the folder of an import that has not ended. */
const STAGED = 'importing-';

/**
 * A folder of segments, each under its SHA-256, in a folder that is called by the first two digits. An import writes into
 * a folder of its own, whose files get their places once the database has them.
 */
export interface SegmentFolder {
  readonly root: string;
  /** The id of the database that it belongs to, or null where it bears none. Throws `source-unreadable`. */
  readOwner(): Promise<string | null>;
  /** Makes the folder, where it is not there, that of the database with this id. Throws `target-full`, `target-unwritable`. */
  writeOwner(id: string): Promise<void>;
  /** A place for the segments of the batch with this manifest. */
  stage(digest: string): StagedSegments;
  /** Finishes or removes what interrupted imports left; `isImported` tells which batches the database has. */
  recover(isImported: (digest: string) => Promise<boolean>): Promise<void>;
  /** Whether a segment is there. */
  has(sha256: string): Promise<boolean>;
  /** The bytes of a segment. Throws `source-missing`, `source-unreadable`. */
  read(sha256: string): Promise<Uint8Array>;
  /** Removes a segment, unless it is gone already. Throws `target-folder-missing`, `target-unwritable`. */
  remove(sha256: string): Promise<void>;
}

/** The segments of an import that has not ended. Throws `target-full`, `target-unwritable`. */
export interface StagedSegments {
  write(segments: readonly { readonly sha256: string; readonly bytes: Uint8Array }[]): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
  sync(): Promise<void>;
  /** From now on `discard` leaves them to `recover`: whether the database has the batch is not known before it answers. */
  keep(): void;
  publish(): Promise<void>;
  discard(): Promise<void>;
}

/** The folder at that path; it is made when it gets its owner. */
export function openSegmentFolder(root: string): SegmentFolder {
  const placeOf = (sha256: string) => join(root, sha256.slice(0, 2), sha256);
  return {
    root,
    readOwner: () => readOwner(join(root, OWNER)),
    writeOwner: (id) => writeOwner(root, id),
    stage: (digest) => createStaged(root, join(root, `${STAGED}${digest}`), placeOf),
    recover: (isImported) => recover(root, isImported, placeOf),
    has: (sha256) => isThere(placeOf(sha256)),
    read: (sha256) => readSegment(placeOf(sha256)),
    remove: (sha256) => removeSegment(root, placeOf(sha256)),
  };
}

async function readOwner(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (toSystemCode(error) === 'ENOENT') return null;
    throw toSourceError(error, path);
  }
}

async function writeOwner(root: string, id: string): Promise<void> {
  try {
    await makeFolder(root, 0o700);
    // Under this name `recover` removes what an interruption leaves.
    const partial = join(root, `${STAGED}${OWNER}`);
    await rm(partial, { force: true });
    await writeDurably(partial, new TextEncoder().encode(`${id}\n`));
    await rename(partial, join(root, OWNER));
    await syncFolderOf(partial);
    await syncFolderOf(root);
  } catch (error) {
    throw toTargetError(error, root);
  }
}

function createStaged(root: string, folder: string, placeOf: (sha256: string) => string): StagedSegments {
  let isMade = false;
  let isKept = false;

  async function make(): Promise<void> {
    if (isMade) return;
    await rm(folder, { recursive: true, force: true });
    await makeFolder(folder, 0o700);
    isMade = true;
  }

  return {
    async write(segments) {
      if (segments.length === 0) return;
      try {
        await make();
        for (let first = 0; first < segments.length; first += CONCURRENCY) {
          const some = segments.slice(first, first + CONCURRENCY);
          await Promise.all(some.map(({ sha256, bytes }) => writeDurably(join(folder, sha256), bytes)));
        }
      } catch (error) {
        throw toTargetError(error, folder);
      }
    },
    async remove(names) {
      for (const name of names) await unlink(join(folder, name)).catch(() => undefined);
    },
    async sync() {
      if (!isMade) return;
      await syncFolderOf(join(folder, STAGED));
      await syncFolderOf(folder);
    },
    keep() {
      isKept = true;
    },
    async publish() {
      if (isMade) await publish(root, folder, placeOf);
      isMade = false;
    },
    async discard() {
      if (isMade && !isKept) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function publish(root: string, folder: string, placeOf: (sha256: string) => string): Promise<void> {
  const folders = new Set<string>();
  for (const name of await readdir(folder)) {
    const place = placeOf(name);
    if (!folders.has(name.slice(0, 2))) await makeFolder(join(root, name.slice(0, 2)), 0o700);
    folders.add(name.slice(0, 2));
    await rename(join(folder, name), place);
  }
  for (const name of folders) await syncFolderOf(join(root, name, STAGED));
  await rm(folder, { recursive: true, force: true });
  await syncFolderOf(folder);
}

async function recover(
  root: string,
  isImported: (digest: string) => Promise<boolean>,
  placeOf: (sha256: string) => string,
): Promise<void> {
  for (const name of await listFolder(root)) {
    if (!name.startsWith(STAGED)) continue;
    const folder = join(root, name);
    if (await isImported(name.slice(STAGED.length))) await publish(root, folder, placeOf);
    else await rm(folder, { recursive: true, force: true });
  }
}

async function listFolder(root: string): Promise<string[]> {
  try {
    return await readdir(root);
  } catch (error) {
    if (toSystemCode(error) === 'ENOENT') return [];
    throw toSourceError(error, root);
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (toSystemCode(error) === 'ENOENT') return false;
    throw toSourceError(error, path);
  }
}

async function readSegment(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw toSourceError(error, path);
  }
}

async function removeSegment(root: string, path: string): Promise<void> {
  try {
    await access(root);
    await rm(path, { force: true });
  } catch (error) {
    throw toTargetError(error, path);
  }
}
