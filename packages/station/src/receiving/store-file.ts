import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, link, lstat, open, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type BatchSource, createPartialPath, createPublishedFile, syncFolderOf, toTargetError } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';

/** Modes that let others than the owner write. */
const WRITABLE_BY_OTHERS = 0o022;

/** What a stored file may be made from. */
export interface FileOrigin {
  readonly source: BatchSource;
  /** A file with exactly the source's bytes that may get a second name. */
  readonly file?: string;
}

/**
 * Keeps a batch under the path, durably: by sharing the blocks of the caller's file, by a second name for it, or by a
 * copy. A file that is there already under that path was left by an interrupted command, and is replaced. Throws the
 * codes of `createPublishedFile`.
 */
export async function storeFile(path: string, { source, file }: FileOrigin): Promise<void> {
  await writing(path, async () => {
    await rm(path, { force: true });
    const isAdopted = file !== undefined && (await adoptFile(path, file, source.size));
    if (!isAdopted) await copySource(path, source);
  });
}

/**
 * Gives a stored file another path, durably; the old name is to be removed once the ledger names the new one. Throws
 * `stored-file-missing`, `target-full`, `target-unwritable`.
 */
export async function linkStored(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new StationError('stored-file-missing', { file: from });
  await writing(to, async () => {
    await rm(to, { force: true });
    await link(from, to);
    await syncFolderOf(to);
  });
}

/** Removes a stored file whose place the ledger no longer names. Throws `target-unwritable`. */
export async function removeStored(path: string): Promise<void> {
  await writing(path, async () => {
    await rm(path, { force: true });
    await syncFolderOf(path);
  });
}

async function writing(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw toTargetError(error, path);
  }
}

async function copySource(path: string, source: BatchSource): Promise<void> {
  await using copy = await createPublishedFile(path);
  let position = 0;
  for await (const bytes of source.stream({ start: 0, end: source.size })) {
    await copy.write(position, bytes);
    position += bytes.length;
  }
  await copy.publish();
}

async function adoptFile(path: string, file: string, size: number): Promise<boolean> {
  const partial = createPartialPath(path);
  try {
    if (!(await shareBlocks(file, partial)) && !(await addName(file, partial))) return false;
    if ((await lstat(partial)).size !== size) return false;
    // What came is evidence: nobody writes to it any more, by whatever name.
    await chmod(partial, 0o400);
    await syncFile(partial);
    await link(partial, path);
    return true;
  } finally {
    await unlink(partial).catch(() => undefined);
    await syncFolderOf(path);
  }
}

/** A copy that shares its blocks with the original until one of the two is written to. */
async function shareBlocks(file: string, partial: string): Promise<boolean> {
  try {
    await copyFile(file, partial, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  }
}

/** A second name, only for a plain file of our own in the same file system to which nobody else can write. */
async function addName(file: string, partial: string): Promise<boolean> {
  const [stat, folder] = [await lstat(file), await lstat(dirname(partial))];
  const isOurs = stat.isFile() && stat.uid === process.getuid?.() && (stat.mode & WRITABLE_BY_OTHERS) === 0;
  if (!isOurs || stat.dev !== folder.dev) return false;
  try {
    await link(file, partial);
    return true;
  } catch {
    return false;
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
