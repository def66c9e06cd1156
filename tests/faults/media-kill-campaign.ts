import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killMediaWriteAtRandom } from './media-kills.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [kills, seed] = [values.kills, values.seed].map(Number) as [number, number];

const workplace = await mkdtemp(join(tmpdir(), 'scelle-kills-'));
try {
  console.log(`${kills} kills of media write at a station, seed ${seed}`);
  console.table([await killMediaWriteAtRandom({ workplace, kills, seed })]);
} finally {
  await rm(workplace, { recursive: true });
}
