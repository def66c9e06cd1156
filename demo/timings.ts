/** How long a step took, and how many records went through it. */
export interface Timing {
  readonly name: string;
  readonly seconds: number;
  readonly records: number;
}

/** The steps with their times and rates, as a table for a terminal. */
export function printTable(timings: readonly Timing[]): string {
  const rows = timings.map(({ name, seconds, records }) => [
    name,
    `${seconds.toFixed(2)} s`,
    `${Math.round(records / seconds).toLocaleString('en')} records/s`,
  ]);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))))
    .map((row) => row.join('   '))
    .join('\n');
}
