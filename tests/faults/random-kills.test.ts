import { randomInt } from 'node:crypto';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { loadTrust } from './killed-folder.ts';
import { killPackAtRandom } from './random-kills.ts';
import { createWorkplace } from './workplace.ts';

/** More in `campaign:kills`. */
const KILLS = 20;

describe(`pack, killed at ${KILLS} random moments`, () => {
  const seed = randomInt(1_000_000);

  it(`leaves nothing that passes for a batch and is none (seed ${seed})`, { timeout: 300_000 }, async () => {
    const workplace = await temporaryFolder();
    await createWorkplace(workplace, { records: 2_000, segments: 'tenth' });
    const trust = await loadTrust(workplace);
    const outcomes = await killPackAtRandom({ workplace, trust, kills: KILLS, lanes: 2, seed });
    expect(outcomes.nothing + outcomes.partial + outcomes.batch).toBe(KILLS);
    // Otherwise none came at a moment that matters.
    expect(outcomes.partial).toBeGreaterThan(KILLS / 10);
  });
});
