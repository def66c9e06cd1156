/** Rows in aligned columns, two spaces apart. */
export function formatTable(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(cell.length, known[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

/** Counts with bars beside them, the longest for the largest. */
export function formatBarChart(counts: readonly (readonly [label: string, count: number])[]): string[] {
  const largest = counts.reduce((most, [, count]) => Math.max(most, count), 1);
  const rows = counts.map(([label, count]) => [label, String(count), '█'.repeat(Math.ceil((30 * count) / largest))]);
  return formatTable(rows);
}

const WORDS_A_LINE = 4;

/** Numbered words in rows, so that two people keep their place while they read to one another. */
export function formatWords(words: readonly string[]): string[] {
  const numbered = words.map((word, index) => `${String(index + 1).padStart(2)} ${word}`);
  const rows = Array.from({ length: Math.ceil(numbered.length / WORDS_A_LINE) }, (_, row) =>
    numbered.slice(row * WORDS_A_LINE, (row + 1) * WORDS_A_LINE),
  );
  return formatTable(rows).map((row) => `  ${row}`);
}

const MOST_NAMES = 3;

/** The first few of many names. */
export function someNames(names: readonly string[]): string {
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} …` : names.join(', ');
}
