import { describe, expect, it } from 'vitest';
import { Prng } from '../src/prng.ts';

describe('the generator of random numbers', () => {
  it('repeats itself for a seed, on every machine', () => {
    const prng = new Prng('scelle');
    expect([prng.word(), prng.word(), prng.word()]).toEqual([3139112653, 3805996655, 3611156229]);
  });

  it('gives unrelated sequences for different seeds', () => {
    expect(new Prng('a').hex(64)).not.toBe(new Prng('b').hex(64));
  });

  it('reaches both ends of a range and nothing beyond', () => {
    const prng = new Prng('range');
    const drawn = new Set(Array.from({ length: 200 }, () => prng.between(3, 6)));
    expect([...drawn].sort()).toEqual([3, 4, 5, 6]);
  });

  it('respects weights', () => {
    const prng = new Prng('weights');
    const choices = [
      { value: 'often', weight: 9 },
      { value: 'seldom', weight: 1 },
    ];
    const seldom = Array.from({ length: 10_000 }, () => prng.pickWeighted(choices)).filter(
      (value) => value === 'seldom',
    );
    expect(seldom.length).toBeGreaterThan(900);
    expect(seldom.length).toBeLessThan(1100);
  });

  it('makes UUIDs of version 4 that do not repeat', () => {
    const prng = new Prng('uuid');
    const uuids = Array.from({ length: 1000 }, () => prng.uuid());
    expect(new Set(uuids).size).toBe(1000);
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
