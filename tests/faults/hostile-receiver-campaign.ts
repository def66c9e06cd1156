import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { callHostileReceiver } from './hostile-receiver.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    count: { type: 'string', default: '2000' },
    kind: { type: 'string', multiple: true },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];

const workplace = await mkdtemp(join(tmpdir(), 'scelle-hostile-'));
try {
  console.log(`seed ${seed}, ${count} calls`);
  const kinds = values.kind === undefined ? {} : { kinds: values.kind };
  const { ends, bad, longest, grownBytes } = await callHostileReceiver({ workplace, seed, count, ...kinds });
  console.table(ends);
  console.log(`the longest call took ${longest} ms; memory has grown by ${Math.round(grownBytes / 1e6)} MB`);
  if (bad.length > 0) console.table(bad);
  process.exitCode = bad.length === 0 ? 0 : 1;
} finally {
  await rm(workplace, { recursive: true });
}
