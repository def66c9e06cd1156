/** Restores many altered and forged backups: `--backups <count> [--seed <n>]`. */
import { parseArgs } from 'node:util';
import { examineBackups } from './backups.ts';

const { values } = parseArgs({
  options: {
    backups: { type: 'string', default: '3000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [backups, seed] = [Number(values.backups), Number(values.seed)];
console.log(`${backups} altered backups, seed ${seed}`);
const { tally, strays } = await examineBackups(backups, seed);
console.table(tally);
for (const stray of strays.slice(0, 50)) console.log(stray);
console.log(`${strays.length} strays`);
process.exitCode = strays.length === 0 ? 0 : 1;
