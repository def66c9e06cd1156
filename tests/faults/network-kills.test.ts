import { randomInt } from 'node:crypto';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { countSentTwice } from './count-sent-twice.ts';
import { killTransfersAtRandom, measureOverhead } from './network-kills.ts';

/**
 * More in `campaign:network-kills`. What a blow costs at most does not depend on the batches: with few blows, there must be
 * many bytes to each, or a single moment in which the machine is busy decides.
 */
const KILLS = 6;

describe(`a transfer that is cut and killed ${KILLS} times`, () => {
  const seed = randomInt(1_000_000);

  it(`arrives exactly once, and little of it is sent twice (seed ${seed})`, { timeout: 120_000 }, async () => {
    const transfer = { batches: 3, bytes: 9_000_000, bytesPerSecond: 5_000_000, seed };
    const overhead = await measureOverhead(temporaryFolder);
    const undisturbed = await killTransfersAtRandom({ ...transfer, workplace: await temporaryFolder(), kills: 0 });
    const disturbed = await killTransfersAtRandom({ ...transfer, workplace: await temporaryFolder(), kills: KILLS });
    const { sentTwice } = countSentTwice(disturbed, undisturbed, overhead);
    // Less than nothing was not sent twice: the counting would be wrong. Headers vary by a few hundred bytes a connection.
    expect(sentTwice).toBeGreaterThan(-0.001 * disturbed.bytes);
    expect(sentTwice).toBeLessThan(0.02 * disturbed.bytes);
  });
});
