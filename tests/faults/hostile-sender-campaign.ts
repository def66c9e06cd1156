import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { callAsHostileSender } from './hostile-sender.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    count: { type: 'string', default: '20000' },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];

const workplace = await mkdtemp(join(tmpdir(), 'scelle-hostile-'));
try {
  console.log(`seed ${seed}, ${count} connections`);
  const { answers, bad, failed, foreign, honest } = await callAsHostileSender({ workplace, seed, count });
  console.table(answers);
  const delivered = honest.filter((end) => end === 'accepted').length;
  console.log(`batches of the honest sender delivered meanwhile: ${delivered} of ${honest.length}`);
  for (const wrong of [bad, failed, foreign]) if (wrong.length > 0) console.table(wrong.slice(0, 50));
  const isWell = bad.length + failed.length + foreign.length === 0 && delivered === honest.length;
  if (delivered !== honest.length) console.log([...new Set(honest)]);
  process.exitCode = isWell ? 0 : 1;
} finally {
  await rm(workplace, { recursive: true });
}
