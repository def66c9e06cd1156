import { describe, expect, it } from 'vitest';
import { deriveWithScrypt, toScryptCost, toScryptLimits } from '../../src/minisign/scrypt.ts';
import { bytesOf } from './fixed-keys.ts';

describe('the cost of a key file', () => {
  it.each([
    ['stock minisign (sensitive)', 33_554_432n, 1_073_741_824n, 2 ** 20, 1],
    ['libsodium’s interactive', 524_288n, 16_777_216n, 2 ** 14, 1],
    ['more operations than memory calls for', 33_554_432n, 16_777_216n, 2 ** 14, 64],
    ['fewer operations than memory allows', 524_288n, 1_073_741_824n, 2 ** 14, 1],
    ['memory that is no power of two', 33_554_432n, 1_000_000_000n, 2 ** 19, 2],
    ['nothing', 0n, 0n, 2, 512],
  ])('is what libsodium derives for %s', (_, operations, memory, cost, parallelization) => {
    expect(toScryptCost({ operations, memory })).toEqual({ cost, parallelization });
  });

  it.each([10, 14, 17, 20])('follows from the work factor %i', (workFactor) => {
    expect(toScryptCost(toScryptLimits(workFactor))).toEqual({ cost: 2 ** workFactor, parallelization: 1 });
  });

  it('is refused beyond that of stock minisign', () => {
    expect(() => toScryptCost(toScryptLimits(21))).toThrow(expect.objectContaining({ code: 'key-cost-too-high' }));
    expect(() => toScryptCost({ operations: 2n ** 27n, memory: 2n ** 30n })).toThrow(
      expect.objectContaining({ code: 'key-cost-too-high' }),
    );
  });

  it('gives the bytes of RFC 7914', async () => {
    const cost = { cost: 1024, parallelization: 16 };
    const bytes = await deriveWithScrypt(bytesOf('password'), bytesOf('NaCl'), cost, 64);
    expect(Buffer.from(bytes).toString('hex')).toMatch(/^fdbabe1c9d3472007856e7190d01e9fe.*2cc0640$/);
  });
});
