import { createHash, randomBytes } from 'node:crypto';

const TWO_TO_64 = 1n << 64n;

/** A new seed for a sample: 32 hex digits. */
export function createSampleSeed(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Which of `count` records a sample of `size` holds, from 0, in ascending order. It follows from the seed alone, so that
 * anyone can draw it again: for i = 0, 1, …, take the first 8 bytes of SHA-256(seed ‖ i as 8 bytes) as a number, both
 * big-endian, modulo the count; leave out repeats, and numbers from the largest multiple of the count up to 2^64, which
 * would favour low indices. A sample of at least `count` records holds them all.
 */
export function drawSample(seed: string, count: number, size: number): readonly number[] {
  if (size >= count) return Array.from({ length: count }, (_, index) => index);
  const fair = TWO_TO_64 - (TWO_TO_64 % BigInt(count));
  const drawn = new Set<number>();
  for (let counter = 0n; drawn.size < size; counter += 1n) {
    const number = hashCounter(seed, counter);
    if (number < fair) drawn.add(Number(number % BigInt(count)));
  }
  return [...drawn].sort((left, right) => left - right);
}

function hashCounter(seed: string, counter: bigint): bigint {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(counter);
  return createHash('sha256').update(Buffer.from(seed, 'hex')).update(bytes).digest().readBigUInt64BE();
}
