/** How long a step took. */
export interface Timing {
  readonly name: string;
  readonly seconds: number;
}

/** What went through the steps. */
export interface Volume {
  readonly records: number;
  readonly bytes: number;
}

/** The steps with their times and rates, as a table for a terminal. */
export function printTable(timings: readonly Timing[], { records, bytes }: Volume): string {
  const rows = timings.map(({ name, seconds }) => [
    name,
    `${seconds.toFixed(2)} s`,
    `${Math.round(records / seconds).toLocaleString('en')} records/s`,
    `${Math.round(bytes / 1e6 / seconds)} MB/s`,
  ]);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))))
    .map((row) => row.join('   '))
    .join('\n');
}
