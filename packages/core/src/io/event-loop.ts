import { setImmediate } from 'node:timers';

/** So many milliseconds may be worked in a turn of the event loop before others are let in. */
const TURN_MILLISECONDS = 8;

/** When somebody began to work in this turn; null where nobody has yet. */
let beganAt: number | null = null;

/** Who waits for a turn of their own, in their order. */
const waiting: (() => void)[] = [];

/**
 * To be called between slices of work that is all synchronous, or waits for nothing but promises that are settled: timers and
 * sockets of the process would wait for its end otherwise. Null where the work may go on at once, or else what to wait for.
 * All work of the process shares the turn: where ten calls wait, each has a turn of its own, one after the other, and
 * sockets are looked at between any two.
 */
export function giveWay(): Promise<void> | null {
  if (beganAt === null) {
    beginTurn();
    return null;
  }
  if (performance.now() - beganAt < TURN_MILLISECONDS) return null;
  // biome-ignore lint/plugin: the turn ends by itself.
  return new Promise((resolve) => waiting.push(resolve));
}

function beginTurn(): void {
  beganAt = performance.now();
  setImmediate(endTurn);
}

function endTurn(): void {
  beganAt = null;
  const next = waiting.shift();
  if (next === undefined) return;
  beginTurn();
  next();
}
