import { type BatchSource, memorySource } from '@scelle/core';
import { describe, expect, it } from 'vitest';
import { pinSource } from '../../src/verify/opening.ts';

const MEBIBYTE = 1 << 20;
const changed = expect.objectContaining({ code: 'batch-changed' });

/** Bytes that tell where they stand. */
function createBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
}

async function collect(source: BatchSource, start: number, end: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source.stream({ start, end })) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('pinSource', () => {
  it('gives the same bytes as the source, before and after', async () => {
    const bytes = createBytes(2 * MEBIBYTE + 777);
    const source = pinSource(memorySource(bytes), 'batch');
    expect(Buffer.compare(await collect(source, 0, bytes.length), bytes)).toBe(0);
    source.pin();
    expect(Buffer.compare(await collect(source, 5, bytes.length - 5), bytes.subarray(5, -5))).toBe(0);
    expect(await source.read(MEBIBYTE - 2, 4)).toEqual(bytes.slice(MEBIBYTE - 2, MEBIBYTE + 2));
  });

  it.each([0, MEBIBYTE, 2 * MEBIBYTE + 776])('gives nothing of a block in which byte %i has changed', async (at) => {
    const bytes = createBytes(2 * MEBIBYTE + 777);
    const source = pinSource(memorySource(bytes), 'batch');
    await collect(source, 0, bytes.length);
    source.pin();
    bytes[at]! ^= 1;
    const block = at - (at % MEBIBYTE);
    const given: Uint8Array[] = [];
    const reading = async () => {
      for await (const piece of source.stream({ start: 0, end: bytes.length })) given.push(piece);
    };
    await expect(reading()).rejects.toThrow(changed);
    expect(Buffer.concat(given)).toHaveLength(block);
  });

  it('gives no block that was not read before', async () => {
    const source = pinSource(memorySource(createBytes(2 * MEBIBYTE)), 'batch');
    await source.read(0, 10);
    source.pin();
    await source.read(0, MEBIBYTE);
    await expect(source.read(MEBIBYTE, 1)).rejects.toThrow(changed);
  });

  it('refuses what lies beyond the source, as the source does', async () => {
    const source = pinSource(memorySource(createBytes(10)), 'batch');
    await expect(source.read(5, 6)).rejects.toThrow(expect.objectContaining({ code: 'source-truncated' }));
  });
});
