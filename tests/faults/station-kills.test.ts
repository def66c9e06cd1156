import { randomInt } from 'node:crypto';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { killStationsAtRandom } from './station-kills.ts';

/** More in `campaign:station-kills`. */
const KILLS = 8;

describe(`the commands of a station, killed at ${KILLS} random moments`, () => {
  const seed = randomInt(1_000_000);

  it(`lose nothing and double nothing (seed ${seed})`, { timeout: 300_000 }, async () => {
    const workplace = await temporaryFolder();
    const outcomes = await killStationsAtRandom({ workplace, kills: KILLS, lanes: 2, seed });
    const killed = Object.values(outcomes).reduce((sum, each) => sum + each.killed, 0);
    expect(killed).toBe(KILLS);
  });
});
