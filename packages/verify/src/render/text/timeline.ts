import { formatNumber } from '../view/format.ts';
import type { ReportView } from '../view/report-view.ts';
import type { Timeline } from '../view/timeline.ts';
import { type Line, line } from './line.ts';

const LEVELS = '▁▂▃▄▅▆▇█';
/** Stands where no records are. */
const EMPTY = '·';
const SLOTS_PER_LINE = 72;
/** More slots than this are not drawn: a terminal shows no more at once. */
const MOST_SLOTS = 10 * SLOTS_PER_LINE;

/** The records over time, a character for each span. */
export function timelineLines({ wording, timeline, whyNoTimeline, language }: ReportView): Line[] {
  const { phrases, labelled } = wording;
  if (timeline === null) return [line(`  ${whyNoTimeline}`)];
  const { unit, peak, ticks } = timeline;
  const range = `${ticks[0]} – ${ticks.at(-1)}`;
  const drawn = draw(timeline).map((text) => line(`  ${text}`));
  return [
    line(`  ${labelled(phrases[`${unit}-axis`])} ${range} (${LEVELS.at(-1)} = ${formatNumber(peak, language)})`),
    ...drawn,
  ];
}

function draw({ slots, bars, peak }: Timeline): string[] {
  if (slots > MOST_SLOTS) return [];
  const characters = new Array<string>(slots).fill(EMPTY);
  for (const { slot, records } of bars) characters[slot] = LEVELS[Math.ceil((records / peak) * LEVELS.length) - 1]!;
  const lines = Math.ceil(slots / SLOTS_PER_LINE);
  return Array.from({ length: lines }, (_, index) =>
    characters.slice(index * SLOTS_PER_LINE, (index + 1) * SLOTS_PER_LINE).join(''),
  );
}
