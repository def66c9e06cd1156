import { type BigIntStats, constants } from 'node:fs';
import { chmod, copyFile, type FileHandle, link, lstat, open, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type BatchSource, openFileSource } from '@scelle/core';
import { abortableSource, createPartialPath, lendPieces, syncFolderOf, toTargetError } from '@scelle/core/internal';
import type { Delivery } from '@scelle/verify';
import { StationError } from '../errors/station-error.ts';
import { setAside } from '../home/files.ts';
import type { StationLayout } from '../home/layout.ts';

/** Modes that let others than the owner write. */
const WRITABLE_BY_OTHERS = 0o022;

/** A batch that lies in the station already, under a name that nobody knows, until it is judged. */
export interface StagedBatch extends AsyncDisposable {
  /** What is to be verified: the very bytes that `keep` keeps. */
  readonly source: BatchSource;
  /**
   * Gives the bytes a path, durably; another file that has it is set aside. Throws `source-changed` where
   * they were written to meanwhile, `target-full`, `target-unwritable`.
   */
  keep(path: string): Promise<void>;
}

/**
 * Brings what was delivered into the station: by sharing the blocks of the caller's file, by a second name for it, or by a
 * copy. Threat: a file that is read a second time, or found a second time by its path, may be another one; so it is
 * verified where it is kept, and kept as it was verified. Throws `target-full`, `target-unwritable`, and what the source
 * throws.
 */
export async function stageBatch(layout: StationLayout, source: BatchSource, delivery: Delivery): Promise<StagedBatch> {
  const path = createPartialPath(layout.path('inbox', 'arriving'));
  try {
    const isAdopted = delivery.file !== undefined && (await adoptFile(path, delivery.file, source.size));
    if (!isAdopted) await copySource(path, abortableSource(source, delivery.signal));
    return await openStaged(layout, path, delivery);
  } catch (error) {
    await rm(path, { force: true });
    throw toTargetError(error, path);
  }
}

async function openStaged(layout: StationLayout, path: string, { origin, signal }: Delivery): Promise<StagedBatch> {
  const source = await openFileSource(path, { ownFile: true });
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  const before = await handle.stat({ bigint: true });

  async function keep(target: string): Promise<void> {
    try {
      if (!isSame(before, await handle.stat({ bigint: true })))
        throw new StationError('source-changed', { file: origin });
      // What came is evidence: nobody writes to it any more, by whatever name.
      await handle.chmod(0o400);
      await handle.sync();
      await setAside(target, layout.unrecorded);
      await link(path, target);
      await unlink(path);
      await syncFolderOf(target);
    } catch (error) {
      throw toTargetError(error, target);
    }
  }

  async function dispose(): Promise<void> {
    await source.close();
    await handle.close();
    await rm(path, { force: true });
  }

  return { source: abortableSource(source, signal), keep, [Symbol.asyncDispose]: dispose };
}

/** Every write changes the time of the last change, which nobody can set; so do new names, and new owners. */
function isSame(before: BigIntStats, after: BigIntStats): boolean {
  return before.size === after.size && before.mtimeNs === after.mtimeNs && before.ctimeNs === after.ctimeNs;
}

async function copySource(path: string, source: BatchSource): Promise<void> {
  await using file: FileHandle = await open(path, 'wx', 0o600);
  await file.writeFile(lendPieces(source, { start: 0, end: source.size }));
}

async function adoptFile(path: string, file: string, size: number): Promise<boolean> {
  const isAdopted = (await shareBlocks(file, path)) || (await addName(file, path));
  if (isAdopted && (await lstat(path)).size === size) return true;
  await rm(path, { force: true });
  return false;
}

/** A copy that shares its blocks with the original until one of the two is written to. */
async function shareBlocks(file: string, path: string): Promise<boolean> {
  try {
    await copyFile(file, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    await chmod(path, 0o600);
    return true;
  } catch {
    return false;
  }
}

/** A second name, only for a plain file of our own in the same file system to which nobody else can write. */
async function addName(file: string, path: string): Promise<boolean> {
  try {
    if (!(await isOurs(file, path))) return false;
    await link(file, path);
    // It may have become another file between the two.
    return await isOurs(path, path);
  } catch {
    return false;
  }
}

async function isOurs(file: string, path: string): Promise<boolean> {
  const [stat, folder] = [await lstat(file), await lstat(dirname(path))];
  const isPrivate = stat.uid === process.getuid?.() && (stat.mode & WRITABLE_BY_OTHERS) === 0;
  return stat.isFile() && isPrivate && stat.dev === folder.dev;
}
