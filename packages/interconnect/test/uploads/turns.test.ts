import { describe, expect, it } from 'vitest';
import { createTurns } from '../../src/uploads/concurrency.ts';
import { codeOf } from '../support/parties.ts';

describe('turns', () => {
  it('are taken one after the other, also after one that failed, and keys do not wait for one another', async () => {
    const inTurn = createTurns();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const done: string[] = [];
    const first = inTurn('a', async () => {
      await released;
      done.push('first');
      throw new Error('failed');
    }).catch(() => undefined);
    const second = inTurn('a', async () => void done.push('second'));
    await inTurn('b', async () => void done.push('other'));
    release();
    await Promise.all([first, second]);
    expect(done).toEqual(['other', 'first', 'second']);
  });

  it('are refused to whoever comes where enough wait already, and given again once these are done', async () => {
    const inTurn = createTurns(3);
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const busy = [1, 2, 3].map(() => inTurn('a', () => released));
    expect(await codeOf(() => inTurn('a', async () => undefined))).toBe('receiver-busy');
    expect(await inTurn('b', async () => 'done')).toBe('done');
    release();
    await Promise.all(busy);
    expect(await inTurn('a', async () => 'done')).toBe('done');
  });
});
