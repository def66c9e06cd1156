import { describe, expect, it } from 'vitest';
import { chooseComparisons, describeMissing, withoutMissing } from '../../bench/choose-comparisons.ts';
import { listComparisons } from '../../bench/comparisons.ts';
import { parseUsage } from '../../bench/measure/usage.ts';
import { parseOptions } from '../../bench/options.ts';
import { judgeGoals } from '../../bench/report/judge-goals.ts';
import type { EntryResult } from '../../bench/report/report.ts';

const all = listComparisons(parseOptions(['--quick'])!);
const tools = {
  age: '1',
  curl: '1',
  gpg: null,
  minisign: '1',
  openssl: '1',
  par2: '1',
  psql: '1',
  sha256sum: '1',
  tar: '1',
  zstd: '1',
};

describe('the comparisons', () => {
  it('are chosen by their ids, of which there is a list for those who err', () => {
    expect(chooseComparisons(all, ['sealed', 'start']).map(({ id }) => id)).toEqual(['sealed', 'start']);
    expect(chooseComparisons(all, null)).toEqual(all.filter(({ id }) => id !== 'suspension'));
    expect(chooseComparisons(all, ['suspension'])[0]).toMatchObject({ isStaged: true, data: { records: 161 * 20 } });
    expect(() => chooseComparisons(all, ['pakc'])).toThrow('There is no comparison pakc; there are pack, verify, ');
  });

  it('go on without a peer that is not installed, and say so', () => {
    const [pack] = chooseComparisons(all, ['pack']);
    const names = withoutMissing(pack!, tools).entries.map(({ name }) => name);
    expect(names).toEqual(['scelle pack', 'zstd | age, sha256sum, minisign']);
    expect(describeMissing([pack!], tools)).toEqual([
      'pack: gpg --sign --encrypt is left out, because gpg is not installed.',
    ]);
  });
});

describe('the goals', () => {
  const [{ goals, entries }] = chooseComparisons(all, ['add-record']) as [(typeof all)[number]];
  const judge = (rates: readonly number[]) =>
    judgeGoals(
      goals,
      rates.map((recordsPerSecond, index) => resultOf(entries[index]!.name, recordsPerSecond)),
    );

  it.each([
    [0.59, 'missed'],
    [0.6, 'passed'],
    [0.75, 'aim reached'],
  ])('take a rate of %d times the peer’s as %s', (found, outcome) => {
    expect(judge([found, 1])).toEqual([expect.objectContaining({ found, outcome })]);
  });

  it('leave out what was not measured', () => {
    expect(judge([1])).toEqual([]);
  });
});

describe('the usage of a run', () => {
  it('adds up the processes of a pipeline, and takes the largest of the steps', () => {
    const usage = parseUsage('0 1.50 0.25 1000\n0 2.00 0.00 2000\n1 0.25 0.00 2500\n');
    expect(usage).toEqual({ cpuSeconds: 4, peakBytes: 3000 * 1024 });
  });
});

function resultOf(name: string, recordsPerSecond: number): EntryResult {
  const seconds = { least: 1, median: 1, most: 1 };
  return { name, commands: [], seconds, cpuSeconds: null, peakBytes: null, outputBytes: null, recordsPerSecond };
}
