import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playDay } from './play-day.ts';

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '71613' },
    disc: { type: 'string', default: 'cd' },
    dir: { type: 'string', default: tmpdir() },
  },
});

const folder = await mkdtemp(join(values.dir, 'scelle-discs-'));
try {
  const begin = performance.now();
  const onStep = (step: string) => console.log(`${((performance.now() - begin) / 1000).toFixed(1)} s  ${step}`);
  const day = await playDay({ folder, records: Number(values.records), disc: values.disc, onStep });
  console.log(day);
  if (Object.values(day.restored).some((digest) => digest !== day.batch)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
