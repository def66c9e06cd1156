import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '@scelle/testkit';
import { createImportScene, killImportAtRandom } from './import-kills.ts';

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
  await createImportScene(scene, records / 2);
  const campaign = { scene, records, kills, seed };
  const sqlite = async (folder: string) => `sqlite:${join(folder, 'evidence.db')}`;
  console.table({
    SQLite: await killImportAtRandom({ ...campaign, createUrl: sqlite }),
    PostgreSQL: await killImportAtRandom({ ...campaign, createUrl: () => server.createDatabase() }),
  });
} finally {
  await rm(workplace, { recursive: true });
}
