import type { CommandContext } from '../command-context.ts';
import type { Line } from '../terminal/line.ts';

/** One cause may lead to thousands of lines that say the same; `--json` has all of them. */
const MOST_LINES = 10;

/** The first of the things that went wrong as lines, and how many more there are. */
export function formatSome<Item>(
  { texts }: CommandContext,
  items: readonly Item[],
  format: (item: Item) => string,
): readonly Line[] {
  const lines = items.slice(0, MOST_LINES).map((item): Line => ({ text: format(item), tone: 'bad' }));
  const more = items.length - lines.length;
  return more === 0 ? lines : [...lines, { text: texts.moreOfThem(more), tone: 'bad' }];
}
