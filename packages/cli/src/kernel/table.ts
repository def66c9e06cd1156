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
