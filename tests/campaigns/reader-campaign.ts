/** Gives every parser many inputs that were made from valid ones: `--inputs <count> [--seed <n>]`. */
import { parseArgs } from 'node:util';
import { examineReaders } from './examine-readers.ts';
import { listReaders } from './readers.ts';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [inputs, seed] = [Number(values.inputs), Number(values.seed)];

console.log(`${inputs} inputs for the parsers, seed ${seed}`);
const { tallies, strays } = await examineReaders(await listReaders(), inputs, seed);
console.table(tallies);
for (const stray of strays.slice(0, 50)) console.log(JSON.stringify(stray));
console.log(`${strays.length} strays`);
process.exitCode = strays.length === 0 ? 0 : 1;
