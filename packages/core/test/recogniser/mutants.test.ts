import { expect, it } from 'vitest';
import { compareMutants } from './mutants.ts';

it('the recogniser accepts no mutant of a canonical line that the plain way refuses, and gives the same facts', () => {
  const tally = compareMutants(50_000);
  // Were few of them recognised, or few refused, the comparison would say little.
  expect(tally.recognised).toBeGreaterThan(5_000);
  expect(tally.left).toBeGreaterThan(20);
  expect(tally.refused).toBeGreaterThan(10_000);
}, 240_000);
