import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '@scelle/testkit';
import { createImportScene } from '../import/import-scene.ts';
import { killImportAtRandom } from './import-kills.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    records: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [kills, records, seed] = [values.kills, values.records, values.seed].map(Number) as [number, number, number];

const workplace = await mkdtemp(join(tmpdir(), 'scelle-import-kills-'));
await using server = await startPostgres();
try {
  console.log(`${kills} kills of import on each database with ${records} records, seed ${seed}`);
  const scene = join(workplace, 'scene');
  const batch = { records: records / 2, segments: 'tenth' } as const;
  await createImportScene(scene, [
    { ...batch, seed: 'one' },
    { ...batch, seed: 'two' },
  ]);
  const sqlite = { scene, records, createUrl: async (folder: string) => `sqlite:${join(folder, 'evidence.db')}` };
  const postgres = { scene, records, createUrl: () => server.createDatabase() };
  console.table({
    SQLite: await killImportAtRandom(sqlite, { kills, seed }),
    PostgreSQL: await killImportAtRandom(postgres, { kills, seed }),
  });
} finally {
  await rm(workplace, { recursive: true });
}
