import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFile, ScelleError, toInstant } from '@scelle/core';
import { MediaError } from '../errors/media-error.ts';
import type { SetDescription } from '../format/description.ts';
import { SetIndexes } from '../format/set-index.ts';
import { ReadingSet } from '../reading/reading-set.ts';
import { isItemThere } from '../recovery/set-state.ts';
import { createMediaReport } from '../report/create-report.ts';
import { listSessionKeys, loadIndex, loadSetState, removeSession, wrongFile } from './set-session.ts';

/**
 * Why a set still waits: for discs; for blocks that no disc has; because an item was not what the description says; for
 * the next reading, which finds all of it there; or nothing can be said of it, as its description is missing.
 */
export type WaitingReason = 'needs-discs' | 'not-recoverable' | 'item-wrong' | 'complete' | 'unreadable';

/** A set of which a session keeps what was read. */
export interface WaitingSet {
  readonly key: string;
  readonly reason: WaitingReason;
  /** Null where the session does not tell. */
  readonly description: SetDescription | null;
  /** Names of the items that are not there. */
  readonly missing: readonly string[];
  /** Discs without which the rest cannot be restored. */
  readonly neededDiscs: readonly number[];
  /** When something of it was read for the last time. */
  readonly since: string;
}

/** The sets that wait in a session folder, in the order of their keys; none where the folder is not there. Writes nothing. */
export async function listWaitingSets(session: string): Promise<readonly WaitingSet[]> {
  const sets: WaitingSet[] = [];
  for (const key of await listSessionKeys(session)) sets.push(await look(session, key));
  return sets;
}

/**
 * Removes what was read of a set, after `note` was told of it and has come back. `name` is its key, or eight or more of
 * its first digits. Throws `set-not-waiting`, what `note` throws, and core's `target-locked` while discs are read.
 */
export async function dropWaitingSet(
  session: string,
  name: string,
  note: (set: WaitingSet) => void | Promise<void>,
): Promise<WaitingSet> {
  const isLongEnough = /^[0-9a-f]{8,32}$/.test(name);
  const find = async (): Promise<string> => {
    const [key, ...others] = isLongEnough
      ? (await listSessionKeys(session)).filter((each) => each.startsWith(name))
      : [];
    if (key === undefined || others.length > 0) throw new MediaError('set-not-waiting', { found: name.slice(0, 80) });
    return key;
  };
  // Nothing is locked, nor made, where there is no such set.
  await find();
  const unlock = await lockFile(join(session, 'reading'));
  try {
    const set = await look(session, await find());
    await note(set);
    await removeSession(session, set.key);
    return set;
  } finally {
    await unlock();
  }
}

async function look(session: string, key: string): Promise<WaitingSet> {
  const folder = join(session, key);
  const since = toInstant((await stat(folder)).mtime);
  // One for each: however many wait, each of them is told.
  const indexes = new SetIndexes();
  await loadIndex(session, key, indexes);
  const index = indexes.all.find(({ setKey }) => setKey === key);
  const description = index === undefined ? null : asFarAsValid(() => index.description);
  if (index === undefined || description === null) {
    return { key, reason: 'unreadable', description: null, missing: [], neededDiscs: [], since };
  }
  const state = await loadSetState(folder, description);
  const facts = { checkedAt: since, signatureChecked: false, onlyUseful: true };
  const { answer, neededDiscs } = await createMediaReport(new ReadingSet(index, description, null, state), facts);
  const missing = [...description.items.keys()].filter((item) => !isItemThere(state, item));
  const files = new Set(await readdir(folder));
  const isWrong = missing.some((item) => files.has(wrongFile(item)));
  const isWaiting = answer === 'needs-discs' || answer === 'not-recoverable';
  const reason = isWrong ? 'item-wrong' : isWaiting ? answer : 'complete';
  return {
    key,
    reason,
    description,
    missing: missing.map((item) => description.items[item]!.name),
    neededDiscs,
    since,
  };
}

/** Null where a description breaks the rules, as one that an earlier version had begun to read may. */
function asFarAsValid(read: () => SetDescription | null): SetDescription | null {
  try {
    return read();
  } catch (error) {
    if (ScelleError.is(error)) return null;
    throw error;
  }
}
