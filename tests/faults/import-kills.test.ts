import { randomInt } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasPostgres, type PostgresServer, startPostgres } from '@scelle/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportScene } from '../import/import-scene.ts';
import { type ImportKillCampaign, killImportAt, killImportAtRandom } from './import-kills.ts';

/** A small share of what `campaign:import-kills` does. */
const KILLS = 2;
const RECORDS = 60;

const seed = randomInt(1_000_000);
let workplace = '';
let server: PostgresServer | undefined;

beforeAll(async () => {
  workplace = await mkdtemp(join(await realpath(tmpdir()), 'scelle-import-kills-'));
  const batch = { records: RECORDS / 2, segments: 'all', segmentBytes: 64 } as const;
  await createImportScene(join(workplace, 'scene'), [
    { ...batch, seed: 'one' },
    { ...batch, seed: 'two' },
  ]);
  if (hasPostgres()) server = await startPostgres();
}, 60_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await rm(workplace, { recursive: true });
});

function describeKills(name: string, createUrl: ImportKillCampaign['createUrl']): void {
  describe(`an import into ${name}`, { timeout: 120_000 }, () => {
    const campaign = () => ({ scene: join(workplace, 'scene'), records: RECORDS, createUrl });

    it(`killed at ${KILLS} random moments leaves every record exactly once (seed ${seed})`, async () => {
      const outcomes = await killImportAtRandom(campaign(), { kills: KILLS, seed });
      expect(outcomes.nothing + outcomes.first + outcomes.both).toBe(KILLS);
    });

    it.each([
      ['before', 1],
      ['after', 2],
      ['ledger', 2],
    ] as const)('killed around its commit (%s) leaves %d batches, and the next one does the rest', async (at, left) => {
      expect(await killImportAt(campaign(), at)).toBe(left);
    });
  });
}

describeKills('SQLite', async (folder) => `sqlite:${join(folder, 'evidence.db')}`);
describe.skipIf(!hasPostgres())('with a server', () => {
  describeKills('PostgreSQL', () => server!.createDatabase());
});
