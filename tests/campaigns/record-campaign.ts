/** Compares us with a second reader of record lines: `--lines <count> [--seed <n>]`. */
import { parseArgs } from 'node:util';
import { compareWithSecondReader } from './second-reader.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [lines, seed] = [Number(values.lines), Number(values.seed)];
console.log(`${lines} record lines for two readers, seed ${seed}`);
const { accepted, refused, differences } = await compareWithSecondReader(lines, seed);
for (const difference of differences.slice(0, 50)) console.log(difference);
console.log(`${accepted} accepted and ${refused} refused by us, ${differences.length} differences`);
process.exitCode = differences.length === 0 ? 0 : 1;
