import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  CoreError,
  openFileSource,
  type PublicKey,
  parsePublicKey,
  parseSecretKey,
  type SecretKey,
} from '@scelle/core';
import { createPartialPath, syncFolderOf, toTargetError } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import type { StationLayout } from './layout.ts';
import type { ReceiptStage } from './station.ts';

/** No key and no certificate is longer, in bytes. */
const MOST = 1_048_576;

/**
 * The bytes of a small file of the station. Threat: a pipe under its name, at which whoever opens it without looking would
 * wait for ever. Throws `source-missing`, `source-not-a-file`, `source-unreadable`.
 */
export async function readOwnFile(path: string): Promise<Uint8Array> {
  await using source = await openFileSource(path);
  if (source.size > MOST) throw new CoreError('source-unreadable', { file: path, found: 'EFBIG' });
  return await source.read(0, source.size);
}

/** The same as text; null where there is no such file. */
export async function findOwnText(path: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await readOwnFile(path));
  } catch (error) {
    if (error instanceof CoreError && error.code === 'source-missing') return null;
    throw error;
  }
}

/** Throws `source-not-a-file` where anything else has this name, before a key is asked for. See `readOwnFile`. */
export async function requireOwnFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found !== null && !found.isFile()) throw new CoreError('source-not-a-file', { file: path });
}

/**
 * Writes a new file, mode 0600, to the disc. Its name is durable once its folder is synced. Throws `target-exists`,
 * `target-full`, `target-unwritable`, `target-folder-missing`.
 */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    throw toTargetError(error, path);
  }
}

/** Writes a file, mode 0600, in place of the one that may be there, at once and durably. Throws as above. */
export async function replaceDurably(path: string, bytes: Uint8Array): Promise<void> {
  const partial = createPartialPath(path);
  await writeDurably(partial, bytes);
  try {
    await rename(partial, path);
    await syncFolderOf(path);
  } catch (error) {
    throw toTargetError(error, path);
  }
}

/** Gives a station that was made under another name its own, durably. Throws `station-exists`. */
export async function publishFolder(staged: string, path: string): Promise<void> {
  try {
    // It replaces an empty folder and nothing else.
    await rename(staged, path);
  } catch (error) {
    throw toExisting(error, path);
  }
  await syncFolderOf(path);
}

function toExisting(error: unknown, file: string): unknown {
  const isTaken = error instanceof Error && 'code' in error && takenCodes.includes(String(error.code));
  return isTaken ? new StationError('station-exists', { file }, { cause: error }) : error;
}

/** What `rename` says where a folder that is not empty, or a file, is in the way. */
const takenCodes: readonly string[] = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'];

/**
 * Gives a stored file another path, durably; the old name is to be removed once the ledger names the new one. Another file
 * that has this path is set aside. Throws `stored-file-missing`, `target-full`, `target-unwritable`.
 */
export async function linkStored({ stored, unrecorded }: StationLayout, from: string, to: string): Promise<void> {
  const [source, target] = [stored(from), stored(to)];
  if (!existsSync(source)) throw new StationError('stored-file-missing', { file: source });
  await writing(target, async () => {
    if (await isSameFile(source, target)) return;
    await setAside(target, unrecorded);
    await link(source, target);
    await syncFolderOf(target);
  });
}

async function isSameFile(path: string, other: string): Promise<boolean> {
  const [one, two] = [await stat(path), await stat(other).catch(() => null)];
  return two !== null && one.dev === two.dev && one.ino === two.ino;
}

/**
 * Moves a file into a folder, durably, under its name and some digits; nothing where there is no such file. Nothing that
 * was received is ever overwritten. Gives the new path. Throws `target-full`, `target-unwritable`.
 */
export async function setAside(path: string, folder: string): Promise<string> {
  const name = basename(path);
  const target = join(folder, existsSync(join(folder, name)) ? `${randomBytes(4).toString('hex')}.${name}` : name);
  if (!existsSync(path)) return target;
  await writing(target, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(path, target);
    await syncFolderOf(target);
    await syncFolderOf(path);
  });
  return target;
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

/** The keys without passphrase, by what they sign; the log and the receipts are signed with nobody present. */
export type UnattendedKey = ReceiptStage | 'custody';

/** Names of the files of the keys that a person uses. */
export const attendedKeyFiles = {
  signing: 'signing.key',
  signingPublic: 'signing.pub',
  opening: 'opening.identity',
  openingRecipient: 'opening.recipient',
} as const;

/** Name of the file with the secret half of an unattended key. */
export function secretKeyFile(key: UnattendedKey): string {
  return `${key}.key`;
}

/** Name of the file with its public half. */
export function publicKeyFile(key: UnattendedKey): string {
  return `${key}.pub`;
}

/** Reads an unattended key. Throws `station-incomplete`, and the codes of `parseSecretKey`. */
export async function readUnattendedKey(layout: StationLayout, key: UnattendedKey): Promise<SecretKey> {
  return parseSecretKey(await readKeyFile(layout, secretKeyFile(key)));
}

/** Reads the public half of an unattended key. Throws `station-incomplete`, and the codes of `parsePublicKey`. */
export async function readUnattendedPublicKey(layout: StationLayout, key: UnattendedKey): Promise<PublicKey> {
  return parsePublicKey(await readKeyFile(layout, publicKeyFile(key)));
}

async function readKeyFile(layout: StationLayout, name: string): Promise<Uint8Array> {
  const path = layout.path('keys', name);
  try {
    return await readOwnFile(path);
  } catch (error) {
    throw toIncomplete(error, path);
  }
}

function toIncomplete(error: unknown, file: string): unknown {
  if (!(error instanceof CoreError && error.code === 'source-missing')) return error;
  return new StationError('station-incomplete', { file }, { cause: error });
}
