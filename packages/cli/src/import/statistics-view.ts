import type { Count, Statistics } from '@scelle/station';
import type { Line } from '../kernel/line.ts';
import { formatBarChart, formatTable } from '../kernel/table.ts';
import type { en } from './en.ts';

type Words = (typeof en)['statisticsPage'];

/** The charts of the statistics, in their order. */
export const chartNames = ['days', 'controllers', 'providers', 'protocols', 'works', 'rejects'] as const;

/** The statistics as tables and bar charts for a terminal. */
export function formatStatistics(statistics: Statistics, target: string, words: Words): Line[] {
  const { labels } = words;
  const facts = (['batches', 'announced', 'accepted', 'rejected', 'kept'] as const).map((name) => [
    labels[name],
    String(statistics[name]),
  ]);
  return [
    { text: words.title, tone: 'strong' },
    ...formatTable([[labels.target, target], ...facts]),
    ...chartNames.flatMap((name) => formatChart(words.charts[name], labelCounts(statistics[name], words))),
  ];
}

/** The same counts, with words for those that have no label. */
export function labelCounts(counts: readonly Count[], { noProvider }: Words): Count[] {
  return counts.map(({ label, records }) => ({ label: label === '' ? noProvider : label, records }));
}

function formatChart(heading: string, counts: readonly Count[]): Line[] {
  if (counts.length === 0) return [];
  const bars = counts.map(({ label, records }) => [label, records] as const);
  return ['', { text: heading, tone: 'strong' }, ...formatBarChart(bars)];
}
