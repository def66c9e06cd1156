import type { Comparison } from './comparisons.ts';
import type { BenchReport } from './report/report.ts';

/** The comparisons with these ids, or all that are not on demand. Throws an Error where there is no comparison of an id. */
export function chooseComparisons(all: readonly Comparison[], only: readonly string[] | null): readonly Comparison[] {
  const ids = all.map(({ id }) => id);
  const unknown = only?.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new Error(`There is no comparison ${unknown}; there are ${ids.join(', ')}.`);
  return all.filter(({ id, onDemand }) => only?.includes(id) ?? onDemand !== true);
}

/** The comparison without the entries for which a tool is not installed. */
export function withoutMissing(comparison: Comparison, installed: BenchReport['tools']): Comparison {
  const entries = comparison.entries.filter(({ tools }) => tools.every((tool) => installed[tool] !== null));
  return { ...comparison, entries };
}

/** What was taken away, in a sentence for each entry. */
export function describeMissing(comparisons: readonly Comparison[], installed: BenchReport['tools']): string[] {
  return comparisons.flatMap(({ id, entries }) =>
    entries.flatMap(({ name, tools }) => {
      const absent = tools.filter((tool) => installed[tool] === null);
      return absent.length === 0 ? [] : [`${id}: ${name} is left out, because ${absent.join(', ')} is not installed.`];
    }),
  );
}
