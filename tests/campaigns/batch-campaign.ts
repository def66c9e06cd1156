/** Verifies many altered batches: `--batches <count> [--seed <n>]`. */
import { parseArgs } from 'node:util';
import { examineBatches } from './batches.ts';

const { values } = parseArgs({
  options: {
    batches: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [batches, seed] = [Number(values.batches), Number(values.seed)];
console.log(`${batches} altered batches, seed ${seed}`);
const { tally, strays, compared } = await examineBatches(batches, seed);
console.table(tally);
for (const stray of strays.slice(0, 50)) console.log(JSON.stringify(stray));
console.log(`${compared} accepted ones compared with another reader of tars, ${strays.length} strays`);
process.exitCode = strays.length === 0 ? 0 : 1;
