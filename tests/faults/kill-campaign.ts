import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTrust } from './killed-folder.ts';
import { killPackAtRandom } from './random-kills.ts';
import { createWorkplace } from './workplace.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '2000' },
    records: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [kills, records, seed] = [values.kills, values.records, values.seed].map(Number) as [number, number, number];

const workplace = await mkdtemp(join(tmpdir(), 'scelle-kills-'));
try {
  console.log(`${kills} kills of pack with ${records} records, seed ${seed}`);
  await createWorkplace(workplace, { records, segments: 'tenth' });
  const trust = await loadTrust(workplace);
  console.table([await killPackAtRandom({ workplace, trust, kills, lanes: availableParallelism(), seed })]);
} finally {
  await rm(workplace, { recursive: true });
}
