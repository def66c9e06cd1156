import { expect, it } from 'vitest';
import { readAhead } from '../../src/io/source.ts';

it('asks for the next item before the current one is given out', async () => {
  const asked: number[] = [];
  async function* count(): AsyncGenerator<number> {
    for (let item = 0; item < 4; item++) {
      asked.push(item);
      yield item;
    }
  }
  const seen: number[] = [];
  for await (const item of readAhead(count())) {
    seen.push(item);
    expect(asked.length).toBeGreaterThanOrEqual(Math.min(item + 2, 4));
    expect(asked.length).toBeLessThanOrEqual(item + 2);
  }
  expect(seen).toEqual([0, 1, 2, 3]);
});

it('throws a failure where its item would have come, and not before', async () => {
  const failure = new Error('broken');
  async function* failing(): AsyncGenerator<number> {
    yield 1;
    throw failure;
  }
  const items = readAhead(failing());
  expect((await items.next()).value).toBe(1);
  await expect(items.next()).rejects.toBe(failure);
});

it('closes the source when the caller leaves early, even before a failure', async () => {
  let isClosed = false;
  async function* failing(): AsyncGenerator<number> {
    try {
      yield 1;
      throw new Error('never seen');
    } finally {
      isClosed = true;
    }
  }
  for await (const _ of readAhead(failing())) break;
  expect(isClosed).toBe(true);
});
