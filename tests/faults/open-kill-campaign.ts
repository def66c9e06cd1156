import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createOpenScene, killOpenAtRandom } from './open-kills.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    records: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [kills, records, seed] = [values.kills, values.records, values.seed].map(Number) as [number, number, number];

const workplace = await mkdtemp(join(tmpdir(), 'scelle-kills-'));
try {
  console.log(`${kills} kills of open with ${records} records, seed ${seed}`);
  const scene = await createOpenScene(workplace, records);
  console.table([await killOpenAtRandom({ scene, kills, lanes: availableParallelism(), seed })]);
} finally {
  await rm(workplace, { recursive: true });
}
