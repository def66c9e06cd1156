import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CoreError, lockFile } from '@scelle/core';
import { toTargetError } from '@scelle/core/internal';
import { StationError } from '../errors/station-error.ts';
import type { StationLayout } from './layout.ts';
import type { Station } from './station.ts';

const INTERVAL = 50;

/** How long a second command waits for the first, in milliseconds. */
const PATIENCE = 10_000;

/** The last operation of this process on each station: those that come together wait in a queue, not at the lock. */
const queues = new Map<string, Promise<unknown>>();

/** Runs an operation while no other process changes the station. Throws `station-busy` where one does for too long. */
export async function withStationLock<Result>(
  layout: StationLayout,
  operation: () => Promise<Result>,
  patience: number = PATIENCE,
): Promise<Result> {
  return inTurn(layout.lockTarget, async () => {
    const unlock = await acquire(layout, performance.now() + patience);
    try {
      return await operation();
    } finally {
      await unlock();
    }
  });
}

async function inTurn<Result>(queue: string, operation: () => Promise<Result>): Promise<Result> {
  const before = queues.get(queue) ?? Promise.resolve();
  const turn = before.then(operation);
  const settled = turn.catch(() => undefined);
  queues.set(queue, settled);
  try {
    return await turn;
  } finally {
    if (queues.get(queue) === settled) queues.delete(queue);
  }
}

async function acquire(layout: StationLayout, deadline: number): Promise<() => Promise<void>> {
  for (;;) {
    try {
      return await lockFile(layout.lockTarget);
    } catch (error) {
      if (!isLocked(error) || performance.now() >= deadline) throw toBusy(error, layout);
      await setTimeout(INTERVAL);
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof CoreError && error.code === 'target-locked';
}

function toBusy(error: unknown, { root, lockTarget }: StationLayout): unknown {
  const name = `${lockTarget}.lock`;
  if (!isLocked(error)) return toTargetError(error, name);
  return new StationError('station-busy', { file: root, name }, { cause: error });
}

/** Runs what two processes must not do for one station at once, however long it takes. Throws `command-running`. */
export async function runAlone<Result>(
  { layout }: Pick<Station, 'layout'>,
  task: 'pull' | 'serve',
  perform: () => Promise<Result>,
): Promise<Result> {
  const unlock = await lockTask(join(layout.root, task), task);
  try {
    return await perform();
  } finally {
    await unlock();
  }
}

async function lockTask(path: string, task: string): Promise<() => Promise<void>> {
  try {
    return await lockFile(path);
  } catch (error) {
    throw isLocked(error) ? toRunning(error, path, task) : error;
  }
}

function toRunning(cause: unknown, path: string, task: string): StationError {
  return new StationError('command-running', { name: `scelle ${task}`, found: `${path}.lock` }, { cause });
}
