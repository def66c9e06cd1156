import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256, sha256Plainly } from '../../src/platform/sha256.ts';

/** Around the lengths at which another block begins, and some larger ones. */
const lengths = [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1_000, 4_097];

it.each(lengths)('SHA-256 in JavaScript of %i bytes is that of OpenSSL', (length) => {
  const bytes = Uint8Array.from({ length }, (_, index) => (index * 131 + length) & 0xff);
  const expected = createHash('sha256').update(bytes).digest('hex');
  expect(Buffer.from(sha256Plainly(bytes)).toString('hex')).toBe(expected);
  expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(expected);
});
