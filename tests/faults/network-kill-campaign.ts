import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  countSentTwice,
  killTransfersAtRandom,
  measureConnection,
  type NetworkKillOutcome,
  type NetworkKills,
} from './network-kills.ts';

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

const perConnection = await atWorkplace(measureConnection);
for (const transfer of transfers) {
  console.log(`${kills} blows during the transfer of ${transfer.batches} × ${transfer.bytes} bytes, seed ${seed}`);
  const undisturbed = await play({ ...transfer, kills: 0, seed, bytesPerSecond: Number.POSITIVE_INFINITY });
  const disturbed = await play({ ...transfer, kills, seed });
  const found = countSentTwice(disturbed, undisturbed, perConnection);
  const connections = disturbed.delivered.length;
  const share = (found.sentTwice / disturbed.bytes).toFixed(4);
  console.table([{ ...disturbed, connections, perConnection, ...found, share }]);
}

function play(campaign: Omit<NetworkKills, 'workplace'>): Promise<NetworkKillOutcome> {
  return atWorkplace((workplace) => killTransfersAtRandom({ ...campaign, workplace }));
}

async function atWorkplace<Result>(perform: (workplace: string) => Promise<Result>): Promise<Result> {
  const workplace = await mkdtemp(join(tmpdir(), 'scelle-network-'));
  try {
    return await perform(workplace);
  } finally {
    await rm(workplace, { recursive: true });
  }
}
