import { createHash } from 'node:crypto';
import { link, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { createPublishedFile, openFileSource, toTargetError } from '@scelle/core';
import type { RestoredItem } from '@scelle/media';
import { toSystemCode } from './system-code.ts';

/**
 * Puts a batch or receipt that came by discs into a folder, and gives its path. One that is there already must be the
 * same. Throws `target-exists` where it is not, and core's other `target-…` codes.
 */
export async function publishItem({ item, file, open }: RestoredItem, folder: string): Promise<string> {
  const path = join(folder, item.name);
  try {
    await link(file, path);
  } catch (error) {
    const code = toSystemCode(error);
    if (code === 'EEXIST') await requireSame(path, item.sha256, error);
    else await copy(open, path);
  }
  return path;
}

/** Threat: the name as a link, or a file of somebody who can change it later. */
async function requireSame(path: string, sha256: string, cause: unknown): Promise<void> {
  const found = await lstat(path);
  const isOurs = found.isFile() && (process.getuid === undefined || found.uid === process.getuid());
  if (!isOurs) throw toTargetError(cause, path);
  const digest = createHash('sha256');
  await using source = await openFileSource(path);
  for await (const piece of source.stream({ start: 0, end: source.size })) digest.update(piece);
  if (digest.digest('hex') !== sha256) throw toTargetError(cause, path);
}

/** Where the session lies on another disc. */
async function copy(open: RestoredItem['open'], path: string): Promise<void> {
  await using source = await open();
  await using target = await createPublishedFile(path);
  let at = 0;
  for await (const piece of source.stream({ start: 0, end: source.size })) {
    await target.write(at, piece);
    at += piece.length;
  }
  await target.publish();
}
