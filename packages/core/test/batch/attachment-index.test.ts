import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttachmentIndex } from '../../src/batch/attachments.ts';

function digestOf(label: number): string {
  return createHash('sha256').update(String(label)).digest('hex');
}

/** Adds what is new to index and oracle alike, and compares their answers each time. */
function compare(digests: readonly string[], lengthAt: (index: number) => number): void {
  const index = new AttachmentIndex();
  const oracle = new Map<string, number>();
  let bytes = 0;
  for (const [position, digest] of digests.entries()) {
    if (index.lengthOf(digest) !== (oracle.get(digest) ?? null)) expect.fail(`${digest} is not found as it should be`);
    if (oracle.has(digest)) continue;
    index.add(digest, lengthAt(position));
    oracle.set(digest, lengthAt(position));
    bytes += lengthAt(position);
  }
  for (const [digest, length] of oracle) if (index.lengthOf(digest) !== length) expect.fail(`${digest} was lost`);
  expect(index).toMatchObject({ count: oracle.size, bytes });
}

describe('AttachmentIndex', () => {
  it('answers as a Map does, with thousands of digests', () => {
    const digests = Array.from({ length: 20_000 }, (_, index) => digestOf(index % 15_000));
    compare(digests, (index) => 1 + index);
  });

  it('answers as a Map does where digests differ in single bits, and begin alike', () => {
    const begin = fc.constantFrom('00000000', '000003ff', 'ffffffff', '00000400');
    const end = fc.constantFrom('0', '1', '8', 'f');
    const digest = fc.tuple(begin, end).map(([first, last]) => first.padEnd(63, '0') + last);
    fc.assert(fc.property(fc.array(digest, { maxLength: 40 }), (digests) => compare(digests, (index) => index + 1)));
  });

  it('finds all of 3,000 digests that an adversary made to begin alike', () => {
    const digests = Array.from({ length: 3_000 }, (_, index) => `deadbeef${digestOf(index).slice(8)}`);
    compare(digests, () => 1);
  });

  it('is as fast with 100,000 digests of which all but the last 20 bits are alike', () => {
    const index = new AttachmentIndex();
    const digestAt = (label: number) => label.toString(16).padStart(64, '0');
    for (let label = 0; label < 100_000; label++) index.add(digestAt(label), 1);
    expect(index.lengthOf(digestAt(99_999))).toBe(1);
    expect(index.lengthOf(digestAt(100_000))).toBeNull();
  });

  it('keeps lengths up to 64 MiB, and totals beyond 32 bits', () => {
    const index = new AttachmentIndex();
    for (let label = 0; label < 100; label++) index.add(digestOf(label), 67_108_864);
    expect(index.lengthOf(digestOf(99))).toBe(67_108_864);
    expect(index.bytes).toBe(6_710_886_400);
  });
});
