import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** What to measure, and where. */
export interface BenchOptions {
  readonly quick: boolean;
  readonly rounds: number;
  /** Records of the batches of records; five times as many show how memory grows. */
  readonly records: number;
  /** MiB of segments, of 16 KiB each. */
  readonly segments: number;
  /** Days of the suspension that is played where it is asked for, and records of each. */
  readonly days: number;
  readonly recordsADay: number;
  /** Ids of comparisons; null for all. */
  readonly only: readonly string[] | null;
  /** Work folder whose data are kept and used again; null for a temporary one. */
  readonly folder: string | null;
  /** Folder of the results. */
  readonly out: string;
  /** Runs the sources instead of what was built. */
  readonly fromSource: boolean;
}

/** How the options are written. */
export const usage = `Usage: pnpm bench [--quick] [--only ID,…] [--rounds N] [--records N] [--segments MIB] [--dir FOLDER] [--out FOLDER]

  --quick          little data, 3 rounds: shows that everything works; start-up weighs too much in its ratios
  --only ID,…      these comparisons only
  --rounds N       rounds of which the median is taken; 5 unless told
  --records N      records of a batch; 1,000,000 unless told
  --segments MIB   segments of a batch; 1,024 unless told
  --days N         days of --only suspension; 161 unless told
  --records-a-day N  records of each of them; 1,000 unless told, and 71,613 is the whole of 2011
  --dir FOLDER     work there, keep the data, and use them again; a temporary folder otherwise
  --out FOLDER     where latest.json and latest.html go; bench/results unless told
  --from-source    run the sources instead of what was built`;

/** Reads the arguments; null where help is asked for. Throws an Error that says what is wrong with them. */
export function parseOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      rounds: { type: 'string' },
      records: { type: 'string' },
      segments: { type: 'string' },
      days: { type: 'string' },
      'records-a-day': { type: 'string' },
      dir: { type: 'string' },
      out: { type: 'string' },
      'from-source': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const { quick } = values;
  return {
    quick,
    rounds: parseCount('--rounds', values.rounds, quick ? 3 : 5),
    records: parseCount('--records', values.records, quick ? 50_000 : 1_000_000),
    segments: parseCount('--segments', values.segments, quick ? 64 : 1024),
    days: parseCount('--days', values.days, 161),
    recordsADay: parseCount('--records-a-day', values['records-a-day'], quick ? 20 : 1_000),
    only: values.only?.split(',') ?? null,
    folder: values.dir ?? null,
    out: values.out ?? join(import.meta.dirname, 'results'),
    fromSource: values['from-source'],
  };
}

function parseCount(name: string, text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  if (/^[1-9][0-9]{0,6}$/.test(text)) return Number(text);
  throw new Error(`${name} is ${JSON.stringify(text)}; give a number from 1 to 9999999.`);
}
