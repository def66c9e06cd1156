/** Reads forged and damaged discs; see forged-discs.ts. Before it, it must fail where what is delivered is altered. */
import { parseArgs } from 'node:util';
import { readForgedDiscs } from './forged-discs.ts';

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: '2500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [sets, seed] = [Number(values.sets), Number(values.seed)];
console.log(`${sets} forged sets of discs, seed ${seed}`);
const control = await readForgedDiscs({ sets: 20, seed, sabotage: true }).then(
  () => 'passed',
  () => 'failed',
);
if (control === 'passed') throw new Error('The campaign does not notice what is altered.');
console.log(await readForgedDiscs({ sets, seed }));
