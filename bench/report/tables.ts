import {
  describeRun,
  describeVolume,
  formatByteRate,
  formatBytes,
  formatCpu,
  formatGoalValue,
  formatRecordRate,
  formatSeconds,
} from './format.ts';
import type { BenchReport, ComparisonResult } from './report.ts';

/** The report as text for a terminal. */
export function renderTables(report: BenchReport): string {
  const parts = [describeRun(report).join('\n'), ...report.comparisons.map(renderComparison), renderGoals(report)];
  return `${parts.join('\n\n')}\n`;
}

function renderComparison(comparison: ComparisonResult): string {
  const rows = comparison.entries.map((entry) => [
    entry.name,
    formatSeconds(entry.seconds.median),
    formatRecordRate(entry),
    formatByteRate(entry, comparison),
    formatCpu(entry),
    formatBytes(entry.peakBytes),
    formatBytes(entry.outputBytes),
  ]);
  const title = `${comparison.title} (${describeVolume(comparison)})`;
  return `${title}\n${renderTable([['', 'time', 'records', 'input', 'CPU', 'peak', 'output'], ...rows])}`;
}

function renderGoals({ comparisons }: BenchReport): string {
  const rows = comparisons.flatMap(({ id, goals }) =>
    goals.map((goal) => [
      id,
      goal.title,
      ...[goal.found, goal.must, goal.aim].map((value) => formatGoalValue(value, goal)),
      goal.outcome,
    ]),
  );
  return renderTable([['', '', 'found', 'must', 'aim', ''], ...rows]);
}

/** Columns of numbers stand to the right, columns of words to the left. */
function renderTable(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => cell.length)));
  const isNumber = columns.map((cells) => cells.slice(1).every((cell) => /^[\d–]/.test(cell)));
  const align = (cell: string, column: number) =>
    isNumber[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return rows.map((row) => `  ${row.map(align).join('  ').trimEnd()}`).join('\n');
}
