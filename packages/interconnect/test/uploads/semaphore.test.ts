import { describe, expect, it } from 'vitest';
import { createSemaphore } from '../../src/uploads/writers.ts';

describe('semaphore', () => {
  it('let so many work at the same time, and the others one by one after them, whether it fails or not', async () => {
    const withPermit = createSemaphore(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const works = [0, 1, 2, 3].map((index) =>
      withPermit(async () => {
        begun.push(index);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (index === 0) throw new Error('failed');
        return index;
      }).catch(() => 'failed'),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    ends[0]!();
    expect(await works[0]).toBe('failed');
    expect(begun).toEqual([0, 1, 2]);
    for (const end of ends) end();
    await works[2];
    expect(begun).toEqual([0, 1, 2, 3]);
    ends[3]!();
    expect(await Promise.all(works)).toEqual(['failed', 1, 2, 3]);
  });
});
