import { constants } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProfile, type Profile } from '@scelle/core';
import { CliError } from '../errors/cli-error.ts';

/** The option that names a module with a record profile. */
export interface OwnProfileOptions {
  readonly profileFrom?: string;
}

/**
 * The record profile of the module that `--profile-from` names; null without it. The module is code that this command runs,
 * so that only a file is taken that nobody else can have changed. Throws `profile-from-unsafe` and `profile-from-invalid`.
 */
export async function loadOwnProfile({ profileFrom: file }: OwnProfileOptions): Promise<Profile | null> {
  if (file === undefined) return null;
  const path = await realpath(file).catch((cause: unknown) => {
    throw new CliError('file-missing', { file }, { cause });
  });
  for (const place of [path, ...foldersOf(path)])
    await requireSafe(place, { isAround: place !== path && place !== dirname(path) });
  const url = pathToFileURL(path).href;
  const [name, profile] = findOnly(file, await load(file, url));
  const { test, schema } = profile;
  // Threads load it from there; what does not end is ended with its thread.
  return { name: profile.name, test, schema, facts: (record) => profile.facts(record), module: { url, name } };
}

const WRITABLE_BY_OTHERS: number = constants.S_IWGRP | constants.S_IWOTH;

/** S_ISVTX, which node:fs does not name. */
const STICKY = 0o1000;

/** The folder of a file, and those around it, to the root: whoever may rename one of them puts another in its place. */
function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersOf(folder)];
}

async function requireSafe(place: string, { isAround }: { readonly isAround: boolean }): Promise<void> {
  const { uid, mode } = await stat(place);
  const own = process.getuid?.() ?? uid;
  // In a folder such as /tmp others may add something, and not rename what is not theirs.
  const isWritable = (mode & WRITABLE_BY_OTHERS) !== 0 && !(isAround && (mode & STICKY) !== 0);
  if ((uid === own || uid === 0) && !isWritable) return;
  throw new CliError('profile-from-unsafe', { file: place });
}

async function load(file: string, url: string): Promise<Readonly<Record<string, unknown>>> {
  return import(url).catch((cause: unknown) => {
    const found = cause instanceof Error ? cause.name : 'failed';
    throw new CliError('profile-from-invalid', { file, found }, { cause });
  });
}

/** The only profile that a module exports, and the name of the export. */
function findOnly(file: string, exported: Readonly<Record<string, unknown>>): [string, Profile] {
  const profiles = Object.entries(exported).filter((entry): entry is [string, Profile] => isProfile(entry[1]));
  const [first] = profiles;
  if (first === undefined || profiles.length > 1) {
    throw new CliError('profile-from-invalid', { file, found: `${profiles.length} profiles` });
  }
  // What both ends know by this name is another.
  if (findProfile(first[1].name) !== null) throw new CliError('profile-from-invalid', { file, found: first[1].name });
  return first;
}

function isProfile(value: unknown): value is Profile {
  if (typeof value !== 'object' || value === null) return false;
  const { name, test, schema, facts } = value as Partial<Profile>;
  return (typeof name === 'string' &&
    typeof test === 'boolean' &&
    schema?.['~standard'] &&
    typeof facts === 'function') as boolean;
}
