import { randomInt } from 'node:crypto';
import { describeWithTools, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { killMediaAtRandom } from './media-kills.ts';
import { killMediaAtSteps } from './media-step-kills.ts';

/** More in `campaign:media-kills`. */
const KILLS = 2;
const STEPS = 3;

const commands = ['write', 'read'] as const;

describeWithTools(['xorriso'], `media write and read, killed at ${KILLS} random moments`, () => {
  const seed = randomInt(1_000_000);

  it.each(commands)(
    `leave nothing that passes for whole and is not (seed ${seed}): %s`,
    { timeout: 300_000 },
    async (command) => {
      const workplace = await temporaryFolder();
      const outcomes = await killMediaAtRandom({ workplace, command, kills: KILLS, seed });
      expect(outcomes.nothing + outcomes.partial + outcomes.whole).toBe(KILLS);
    },
  );
});

describe(`media write and read, killed before some of their steps`, () => {
  it.each(commands)('go on to the same sets and batches: %s', { timeout: 300_000 }, async (command) => {
    const { steps, partial, kinds } = await killMediaAtSteps({
      workplace: await temporaryFolder(),
      command,
      most: STEPS,
    });
    expect({ isKilled: partial > 0, areMany: steps > STEPS }).toEqual({ isKilled: true, areMany: true });
    expect(kinds).toEqual(expect.arrayContaining(['datasync', 'mkdir', 'rename', 'write']));
  });
});
