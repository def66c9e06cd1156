import { randomInt } from 'node:crypto';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { killTransfersAtRandom } from './network-kills.ts';

/** More in `campaign:network-kills`. */
const KILLS = 6;

describe(`a transfer that is cut and killed ${KILLS} times`, () => {
  const seed = randomInt(1_000_000);

  it(`arrives exactly once, and little of it is sent twice (seed ${seed})`, { timeout: 120_000 }, async () => {
    const workplace = await temporaryFolder();
    const transfer = { batches: 3, bytes: 3_000_000, bytesPerSecond: 2_500_000 };
    const { bytes, carried } = await killTransfersAtRandom({ workplace, kills: KILLS, seed, ...transfer });
    expect(carried - bytes).toBeLessThan(0.02 * bytes + KILLS * 1_000_000);
  });
});
