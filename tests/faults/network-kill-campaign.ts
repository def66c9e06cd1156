import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killTransfersAtRandom } from './network-kills.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [kills, seed] = [values.kills, values.seed].map(Number) as [number, number];

/** One large batch, and many small ones, on networks that take longer than all the blows. */
const transfers = [
  { batches: 1, bytes: 200 << 20, bytesPerSecond: 3_000_000 },
  { batches: 200, bytes: 200_000, bytesPerSecond: 600_000 },
];

for (const transfer of transfers) {
  const workplace = await mkdtemp(join(tmpdir(), 'scelle-network-'));
  try {
    console.log(`${kills} blows during the transfer of ${transfer.batches} × ${transfer.bytes} bytes, seed ${seed}`);
    const outcome = await killTransfersAtRandom({ workplace, kills, seed, ...transfer });
    const twice = outcome.carried - outcome.bytes;
    console.table([{ ...outcome, share: (twice / outcome.bytes).toFixed(4), perBlow: Math.round(twice / kills) }]);
  } finally {
    await rm(workplace, { recursive: true });
  }
}
