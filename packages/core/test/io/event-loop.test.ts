import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { giveWay } from '../../src/io/event-loop.ts';

/** Computes for so many milliseconds. */
function compute(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** Works in slices, with nothing to wait for but turns of the event loop. */
async function work(name: string, slices: number, order: string[]): Promise<void> {
  for (let slice = 0; slice < slices; slice += 1) {
    compute(5);
    order.push(name);
    const turn = giveWay();
    if (turn !== null) await turn;
  }
}

describe('giveWay', () => {
  it('lets timers in between slices of work that waits for nothing else', async () => {
    const order: string[] = [];
    const working = work('work', 20, order);
    setTimeout(() => order.push('timer'), 1);
    await working;
    expect(order.indexOf('timer')).toBeGreaterThan(0);
    expect(order.indexOf('timer')).toBeLessThan(10);
  });

  it('asks for no turn where there was one a moment ago', async () => {
    await setImmediate();
    expect([giveWay(), giveWay()]).toEqual([null, null]);
  });

  it('gives each of many a turn of its own, one after the other', async () => {
    const order: string[] = [];
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => work(name, 6, order)));
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(6);
    for (const name of ['a', 'b', 'c', 'd']) expect(order.lastIndexOf(name)).toBeGreaterThan(12);
  });
});
