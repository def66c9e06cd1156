import { createPublishedFile } from '@scelle/core';
import { readStatistics, type Statistics } from '@scelle/station';
import type { Count } from '@scelle/station/internal';
import { renderChartPage } from '@scelle/verify/internal';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { formatBarChart, formatTable, type Line } from '../kernel/line.ts';
import { openForCommand, openStationTarget, type StationOptions, type TargetOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle stats`. */
export interface StatsOptions extends StationOptions, Pick<TargetOptions, 'into'> {
  readonly report?: string;
}

/** `scelle stats`: what was imported, in numbers. */
export async function stats(context: CommandContext, options: StatsOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'stats');
  await using sink = await openStationTarget(opened, options, 'read');
  await using page = options.report === undefined ? null : await createPublishedFile(options.report);
  const statistics = await readStatistics(sink.database);
  await page?.write(0, new TextEncoder().encode(renderPage(context, statistics, opened.station.name, sink.name)));
  await page?.publish();
  return {
    document: { target: sink.name, ...statistics },
    lines: formatStatistics(statistics, sink.name, texts[context.language].statisticsPage),
  };
}

function renderPage({ language }: CommandContext, statistics: Statistics, subject: string, target: string): string {
  const words = texts[language].statisticsPage;
  const { title, labels, charts, empty } = words;
  const names = ['batches', 'announced', 'accepted', 'rejected', 'kept'] as const;
  const facts = [
    { label: labels.target, value: target },
    ...names.map((name) => ({ label: labels[name], value: statistics[name].toLocaleString(language) })),
  ];
  const drawn = chartNames.map((id) => {
    return { id, heading: charts[id], counts: labelCounts(statistics[id], words), empty };
  });
  return renderChartPage({ title, subject, facts, charts: drawn }, { language });
}

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
