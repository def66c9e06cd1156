import { describe, expect, it } from 'vitest';
import { createKeyedMutex } from '../../src/uploads/writers.ts';
import { codeOf } from '../support/parties.ts';

describe('keyed mutex', () => {
  it('are taken one after the other, also after one that failed, and keys do not wait for one another', async () => {
    const exclusively = createKeyedMutex();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const done: string[] = [];
    const first = exclusively('a', async () => {
      await released;
      done.push('first');
      throw new Error('failed');
    }).catch(() => undefined);
    const second = exclusively('a', async () => void done.push('second'));
    await exclusively('b', async () => void done.push('other'));
    release();
    await Promise.all([first, second]);
    expect(done).toEqual(['other', 'first', 'second']);
  });

  it('are refused to whoever comes where enough wait already, and given again once these are done', async () => {
    const exclusively = createKeyedMutex(3);
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const busy = [1, 2, 3].map(() => exclusively('a', () => released));
    expect(await codeOf(() => exclusively('a', async () => undefined))).toBe('receiver-busy');
    expect(await exclusively('b', async () => 'done')).toBe('done');
    release();
    await Promise.all(busy);
    expect(await exclusively('a', async () => 'done')).toBe('done');
  });
});
