import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { hasPostgres, startPostgres, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { createImportScene, type ImportKillOutcomes, killImportAtRandom } from './import-kills.ts';

/** A small share of what `campaign:import-kills` does. */
const KILLS = 4;
const RECORDS = 2_000;

describe(`import, killed at ${KILLS} random moments`, () => {
  const seed = randomInt(1_000_000);

  async function kill(createUrl: (folder: string) => Promise<string>): Promise<ImportKillOutcomes> {
    const scene = join(await temporaryFolder(), 'scene');
    await createImportScene(scene, RECORDS / 2);
    return killImportAtRandom({ scene, records: RECORDS, createUrl, kills: KILLS, seed });
  }

  it(`leaves every record exactly once in SQLite (seed ${seed})`, { timeout: 120_000 }, async () => {
    const outcomes = await kill(async (folder) => `sqlite:${join(folder, 'evidence.db')}`);
    expect(outcomes.nothing + outcomes.first + outcomes.both).toBe(KILLS);
  });

  it.skipIf(!hasPostgres())(`leaves every record exactly once in PostgreSQL (seed ${seed})`, { timeout: 120_000 }, async () => {
    await using server = await startPostgres();
    const outcomes = await kill(() => server.createDatabase());
    expect(outcomes.nothing + outcomes.first + outcomes.both).toBe(KILLS);
  });
});
