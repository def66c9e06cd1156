import { ipEvidenceTest } from '@scelle/core';
import { generateRecords } from '@scelle/synthetic';
import { expect, it } from 'vitest';
import { compareWays } from '../../packages/core/test/recogniser/compare-ways.ts';

it('of 5,000 ordinary lines at least 99 in a hundred are recognised: otherwise speed would be lost in silence', () => {
  const lines = Array.from(
    generateRecords({ records: 5_000, segments: 'tenth', seed: 'ordinary' }),
    ({ line }) => line,
  );
  const outcomes = lines.map((line) => compareWays(ipEvidenceTest, Buffer.from(line)));
  expect(outcomes).not.toContain('refused');
  expect(outcomes.filter((outcome) => outcome === 'recognised').length).toBeGreaterThanOrEqual(4_950);
});
