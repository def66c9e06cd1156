import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ContentStatement,
  findProfile,
  ipEvidence,
  ipEvidenceTest,
  limits,
  type Profile,
  type ReadAttachment,
} from '@scelle/core';
import { contentStatementSchema, parseJsonFile } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';
import { readSmallFile } from '../kernel/files.ts';
import { toSystemCode } from '../kernel/terminal.ts';
import { loadOwnProfile, type OwnProfileOptions } from '../keys/own-profile.ts';

/**
 * Reads segments from a folder in which each is named by its SHA-256. Links are not followed, so that a folder that
 * others may write to cannot make other files travel. Small files, tens of thousands of them, are read at once: going
 * through the event loop four times for each took longer than all the rest. Reading throws `file-unreadable` and
 * `file-too-large`.
 */
export function createSegmentReader(folder: string): ReadAttachment {
  return async (sha256, memory) => {
    const file = join(folder, sha256);
    try {
      return readRegularFile(file, memory);
    } catch (error) {
      const found = toSystemCode(error);
      if (found === 'ENOENT') return null;
      throw found === null ? error : new CliError('file-unreadable', { file, found }, { cause: error });
    }
  };
}

function readRegularFile(file: string, memory: Uint8Array | undefined): Uint8Array {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new CliError('file-unreadable', { file, found: 'ENOTFILE' });
    if (stat.size > limits.attachmentBytes)
      throw new CliError('file-too-large', { file, limit: limits.attachmentBytes });
    if (memory?.length !== stat.size) return readFileSync(descriptor);
    const length = readFully(descriptor, memory);
    return memory.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** Fills the memory, and gives how much of it: less where the file has become shorter. */
function readFully(descriptor: number, memory: Uint8Array): number {
  let filled = 0;
  while (filled < memory.length) {
    const length = readSync(descriptor, memory, filled, memory.length - filled, null);
    if (length === 0) break;
    filled += length;
  }
  return filled;
}

const MAX_STATEMENT_BYTES = 1_048_576;

/** The statement that `--content` names. Throws `content-statement-invalid` and the codes of `readSmallFile`. */
export async function loadStatement(file: string): Promise<ContentStatement> {
  const bytes = await readSmallFile(file, MAX_STATEMENT_BYTES);
  const result = contentStatementSchema.safeParse(parseJsonFile(bytes));
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join('.');
  throw new CliError('content-statement-invalid', { file, ...(field && { field }) }, { cause: result.error });
}

/**
 * The profile that `--profile` or `--profile-from` says. Throws `options-conflict`, `profile-unknown`, and the codes of
 * `loadOwnProfile`.
 */
export async function chooseProfile(options: { readonly profile?: string } & OwnProfileOptions): Promise<Profile> {
  const own = await loadOwnProfile(options);
  if (own === null) return requireProfile(options.profile);
  if (options.profile === undefined) return own;
  throw new CliError('options-conflict', { name: '--profile', found: '--profile-from' });
}

/** The profile of that name, or the usual one. Throws `profile-unknown`. */
export function requireProfile(name: string = ipEvidence.name): Profile {
  const profile = findProfile(name);
  if (profile !== null) return profile;
  const expected = [ipEvidence, ipEvidenceTest].map((known) => known.name).join(', ');
  throw new CliError('profile-unknown', { found: name.slice(0, 80), expected });
}
