import { describe, expect, it } from 'vitest';
import { digestBytes, ENTRY_BYTES } from '../../src/format/block-set.ts';
import { BlockLookup } from '../../src/reading/disc-target.ts';
import { noise } from '../support/small-set.ts';

describe('BlockLookup', () => {
  const table = (entries: Uint8Array) => ({
    entries,
    isKnown: () => true,
    known: [{ start: 0, count: entries.length / ENTRY_BYTES }],
  });

  it('finds blocks by what their first sector begins with', () => {
    const entries = noise('entries', 5_000 * ENTRY_BYTES);
    const lookup = new BlockLookup(table(entries));
    for (const block of [0, 17, 4_999]) {
      expect([...lookup.find(entries.slice(block * ENTRY_BYTES, block * ENTRY_BYTES + 4))]).toContain(block);
    }
    expect([...lookup.find(digestBytes(entries))]).toEqual([]);
  });

  it('is not kept busy by a table in which all blocks begin alike', () => {
    const entries = noise('alike', 20_000 * ENTRY_BYTES);
    for (let at = 0; at < entries.length; at += ENTRY_BYTES) entries.set([1, 2, 3, 4], at);
    const found = [...new BlockLookup(table(entries)).find(Uint8Array.of(1, 2, 3, 4))];
    expect(found.length).toBeLessThanOrEqual(64);
  });
});
