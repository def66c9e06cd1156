import { randomInt } from 'node:crypto';
import { describeWithTools, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { killMediaWriteAtRandom } from './media-kills.ts';

/** More in `campaign:media-kills`. */
const KILLS = 6;

describeWithTools(['xorriso'], `media write, killed at ${KILLS} random moments`, () => {
  const seed = randomInt(1_000_000);

  it(`leaves nothing that passes for a set and is none (seed ${seed})`, { timeout: 300_000 }, async () => {
    const outcomes = await killMediaWriteAtRandom({ workplace: await temporaryFolder(), kills: KILLS, seed });
    expect(outcomes.nothing + outcomes.partial + outcomes.set).toBe(KILLS);
  });
});
