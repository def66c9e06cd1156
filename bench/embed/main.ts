/**
 * What embedding services wait for: verification and sealing within one process, by number of threads, several at once, and
 * the requests that the same process answers meanwhile. With `--before`, the packages built in another checkout do the same
 * in turn. See docs/performance.md § Within a service.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { describeMachine } from '../setting/machine.ts';
import { type Batch, makeBatches } from './make-batches.ts';

const { values: options } = parseArgs({
  options: {
    before: { type: 'string' },
    dir: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
  },
});
const scale = options.quick ? 0.1 : 1;
const records = (count: number): Batch => ({ name: `records-${count}`, records: count * scale, segmentBytes: 0 });
const segments = (mebibytes: number): Batch => ({
  name: `segments-${mebibytes}`,
  records: mebibytes * 64 * scale,
  segmentBytes: 16_384,
});

/** A row of a table: what is done, and with which arguments. */
interface Row {
  readonly title: string;
  readonly work: string;
  readonly given: readonly string[];
  readonly batch: Batch;
}

const threads = ['default', '0', '1', '2'];
const sizes = [4_000, 10_000, 50_000, 200_000, 700_000].map(records);
const rows: readonly Row[] = [
  ...sizes.flatMap((batch) =>
    threads.map((each) => ({
      title: `verify ${batch.records} records, threads ${each}`,
      work: 'verify',
      given: [each, options.rounds],
      batch,
    })),
  ),
  ...sizes.slice(0, 4).flatMap((batch) =>
    threads.map((each) => ({
      title: `addRecord ${batch.records} records, threads ${each}`,
      work: 'seal',
      given: [each, options.rounds],
      batch,
    })),
  ),
  ...[records(100_000), segments(50)].flatMap((batch) =>
    ['at-once', 'in-turn'].map((order) => ({
      title: `verify ${batch.name} ten times, ${order}`,
      work: 'ten',
      given: [order, 'default'],
      batch,
    })),
  ),
  ...[
    ['1', 'file'],
    ['1', 'memory'],
    ['10', 'file'],
  ].map((given) => ({
    title: `requests answered while segments-300 is verified, ${given[0]} at once, from ${given[1]}`,
    work: 'answer',
    given,
    batch: segments(300),
  })),
];

const chosen = rows.filter(({ work }) => options.only?.split(',').includes(work) ?? true);
const folder = options.dir ?? (await mkdtemp(join(tmpdir(), 'scelle-embed-')));
try {
  await mkdir(folder, { recursive: true });
  await makeBatches(
    folder,
    chosen.map(({ batch }) => batch),
  );
  const states = {
    now: join(import.meta.dirname, '../../packages'),
    ...(options.before && { before: join(options.before, 'packages') }),
  };
  const { processor, cores, node } = describeMachine();
  process.stdout.write(`${processor}, ${cores} cores, Node ${node}\n`);
  for (const row of chosen) {
    for (const [state, packages] of Object.entries(states)) {
      process.stdout.write(`${row.title} | ${state} | ${await measure(packages, row)}\n`);
    }
  }
} finally {
  if (options.dir === undefined) await rm(folder, { recursive: true });
}

/** Each in a process of its own, so that memory and threads are those of this work alone. */
async function measure(packages: string, { work, given, batch }: Row): Promise<string> {
  const file = work === 'seal' ? `${batch.name}.jsonl` : `${batch.name}.scelle`;
  const script = join(import.meta.dirname, 'measure.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, packages, work, folder, file, ...given]);
  return stdout;
}
