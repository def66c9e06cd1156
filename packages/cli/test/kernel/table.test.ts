import { describe, expect, it } from 'vitest';
import { formatBarChart } from '../../src/kernel/line.ts';

describe('a bar chart', () => {
  it('has the longest bar for the largest count', () => {
    expect(
      formatBarChart([
        ['a', 1],
        ['b', 30],
      ]),
    ).toEqual(['a  1   █', `b  30  ${'█'.repeat(30)}`]);
  });

  it('may have more rows than the engine takes arguments', () => {
    const counts = Array.from({ length: 200_000 }, (_, number) => [String(number), 1] as const);
    expect(formatBarChart(counts)).toHaveLength(200_000);
  });
});
