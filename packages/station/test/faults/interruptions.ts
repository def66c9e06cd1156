import { codeOf } from '../support/code-of.ts';
import { type DiscStep, withSteps } from '../support/disc-steps.ts';
import type { TestStation } from '../support/test-station.ts';
import { bury } from './prepared-scene.ts';

/** The end of the process. */
class Crash extends Error {}

/** What was done of an operation before it was interrupted, and whether it was. */
export interface Interrupted {
  readonly done: readonly DiscStep[];
  readonly isInterrupted: boolean;
}

/** Runs an operation, of which nothing more happens from its n-th step on, as if the process had been killed. */
export async function crashAt(
  own: TestStation,
  count: number,
  operation: () => Promise<unknown>,
): Promise<Interrupted> {
  const done: DiscStep[] = [];
  let isInterrupted = false;
  const intercept = (step: DiscStep): void => {
    if (done.length === count) isInterrupted = true;
    if (isInterrupted) throw new Crash();
    done.push(step);
  };
  try {
    await withSteps(intercept, operation);
  } catch (error) {
    if (!isInterrupted) throw error;
  }
  if (isInterrupted) {
    own.station.close();
    bury(own.root);
  }
  return { done, isInterrupted };
}

/** What takes space on the disc. */
const growing: readonly DiscStep[] = ['open', 'write', 'fsync', 'copyFile', 'link', 'symlink', 'mkdir', 'commit'];

/** Runs an operation for which the disc is full from its n-th step on; gives the code that it ends with, or null. */
export async function runOutOfSpaceAt(count: number, operation: () => Promise<unknown>): Promise<string | null> {
  let steps = 0;
  const intercept = (step: DiscStep): void => {
    if (steps++ >= count && growing.includes(step)) throw step === 'commit' ? sqliteFull() : systemFull(step);
  };
  return withSteps(intercept, () => codeOf(operation));
}

function systemFull(syscall: DiscStep): Error {
  return Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', errno: -28, syscall });
}

/** As node:sqlite throws it. */
function sqliteFull(): Error {
  return Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
}
