import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countSentTwice } from './count-sent-twice.ts';
import { killTransfersAtRandom, measureOverhead, type NetworkKillOutcome, type NetworkKills } from './network-kills.ts';

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

const workplaces = await mkdtemp(join(tmpdir(), 'scelle-network-'));
const createWorkplace = () => mkdtemp(join(workplaces, 'run-'));
try {
  const overhead = await measureOverhead(createWorkplace);
  for (const transfer of transfers) {
    console.log(`${kills} blows during the transfer of ${transfer.batches} × ${transfer.bytes} bytes, seed ${seed}`);
    const undisturbed = await play({ ...transfer, kills: 0, seed, bytesPerSecond: Number.POSITIVE_INFINITY });
    const disturbed = await play({ ...transfer, kills, seed });
    const found = countSentTwice(disturbed, undisturbed, overhead);
    const share = (found.sentTwice / disturbed.bytes).toFixed(4);
    console.log({ ...disturbed, connections: disturbed.delivered.length, perConnection: overhead, ...found, share });
  }
} finally {
  await rm(workplaces, { recursive: true });
}

async function play(campaign: Omit<NetworkKills, 'workplace'>): Promise<NetworkKillOutcome> {
  return killTransfersAtRandom({ ...campaign, workplace: await createWorkplace() });
}
