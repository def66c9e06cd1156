import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killMediaAtRandom } from './media-kills.ts';
import { killMediaAtSteps } from './media-step-kills.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    steps: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [kills, most, seed] = [values.kills, values.steps, values.seed].map(Number) as [number, number, number];

for (const command of ['write', 'read'] as const) {
  console.log(`media ${command} at a station: ${kills} kills at random moments, seed ${seed}`);
  console.table([await inWorkplace((workplace) => killMediaAtRandom({ workplace, command, kills, seed }))]);
  console.log(`media ${command} at a station, killed before each of its steps, or ${most} of them`);
  console.table([await inWorkplace((workplace) => killMediaAtSteps({ workplace, command, most }))]);
}

async function inWorkplace<T>(work: (workplace: string) => Promise<T>): Promise<T> {
  const workplace = await mkdtemp(join(tmpdir(), 'scelle-kills-'));
  try {
    return await work(workplace);
  } finally {
    await rm(workplace, { recursive: true });
  }
}
