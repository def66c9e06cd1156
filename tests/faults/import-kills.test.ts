import { randomInt } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasPostgres, startPostgres } from '@scelle/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportScene, type ImportKillOutcomes, killImportAtRandom } from './import-kills.ts';

/** A small share of what `campaign:import-kills` does. */
const KILLS = 3;
const RECORDS = 1_000;

describe(`import, killed at ${KILLS} random moments`, () => {
  const seed = randomInt(1_000_000);

  let workplace = '';

  beforeAll(async () => {
    workplace = await mkdtemp(join(await realpath(tmpdir()), 'scelle-import-kills-'));
    await createImportScene(join(workplace, 'scene'), RECORDS / 2);
  });

  afterAll(() => rm(workplace, { recursive: true }));

  function kill(createUrl: (folder: string) => Promise<string>): Promise<ImportKillOutcomes> {
    return killImportAtRandom({ scene: join(workplace, 'scene'), records: RECORDS, createUrl, kills: KILLS, seed });
  }

  it(`leaves every record exactly once in SQLite (seed ${seed})`, { timeout: 120_000 }, async () => {
    const outcomes = await kill(async (folder) => `sqlite:${join(folder, 'evidence.db')}`);
    expect(outcomes.nothing + outcomes.first + outcomes.both).toBe(KILLS);
  });

  it.skipIf(!hasPostgres())(
    `leaves every record exactly once in PostgreSQL (seed ${seed})`,
    { timeout: 120_000 },
    async () => {
      await using server = await startPostgres();
      const outcomes = await kill(() => server.createDatabase());
      expect(outcomes.nothing + outcomes.first + outcomes.both).toBe(KILLS);
    },
  );
});
