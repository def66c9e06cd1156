import { goalBar, quantityBar } from './bars.ts';
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
import { escapeHtml } from './markup.ts';
import type { BenchReport, ComparisonResult, GoalResult } from './report.ts';
import { style } from './style.ts';

/** The report as an HTML page that needs nothing else. */
export function renderPage(report: BenchReport): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Scellé: benchmark</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Scellé beside its peers</h1>
${describeRun(report).map(paragraph).join('\n')}
</header>
<main>
${renderGoals(report.comparisons)}
${report.comparisons.map(renderComparison).join('\n')}
</main>
</body>
</html>
`;
}

function renderGoals(comparisons: readonly ComparisonResult[]): string {
  const rows = comparisons.flatMap(({ id, goals }) => goals.map((goal) => renderGoal(id, goal)));
  return `<section>
<h2>Goals</h2>
<p>The bar is what was found; the solid mark is what must be reached, the dotted one what is aimed at.</p>
${renderTable(['Comparison', 'Found', 'Must', 'Aim', 'Outcome'], rows)}
</section>`;
}

function renderGoal(id: string, goal: GoalResult): Row {
  const format = (value: number) => escapeHtml(formatGoalValue(value, goal));
  return {
    name: `${escapeHtml(goal.title)} <small>(${escapeHtml(id)})</small>`,
    cells: [
      `${format(goal.found)}${goalBar(goal)}`,
      format(goal.must),
      format(goal.aim),
      `<span class="outcome ${goal.outcome.replace(' ', '-')}">${goal.outcome}</span>`,
    ],
  };
}

function renderComparison(comparison: ComparisonResult): string {
  const { title, entries } = comparison;
  const commands = entries.map(({ name, commands }) => `# ${name}\n${commands.join('\n')}`);
  return `<section>
<h2>${escapeHtml(title)}</h2>
${paragraph(describeVolume(comparison))}
${renderTable(['', 'Time', 'Records', 'Input', 'CPU', 'Peak memory', 'Output'], toRows(comparison))}
<details><summary>Commands</summary><pre>${escapeHtml(commands.join('\n\n'))}</pre></details>
</section>`;
}

function toRows(comparison: ComparisonResult): Row[] {
  const { entries } = comparison;
  const longest = Math.max(...entries.map(({ seconds }) => seconds.median));
  const largest = Math.max(...entries.map(({ peakBytes }) => peakBytes ?? 0));
  return entries.map((entry) => {
    const { name, seconds, peakBytes, outputBytes } = entry;
    const range = `${formatSeconds(seconds.least)} to ${formatSeconds(seconds.most)}`;
    return {
      name: escapeHtml(name),
      cells: [
        `${formatSeconds(seconds.median)} <small>(${range})</small>${quantityBar(seconds.median / longest)}`,
        formatRecordRate(entry),
        formatByteRate(entry, comparison),
        formatCpu(entry),
        `${formatBytes(peakBytes)}${peakBytes === null ? '' : quantityBar(peakBytes / largest)}`,
        formatBytes(outputBytes),
      ],
    };
  });
}

/** A row of a table; its parts are markup. */
interface Row {
  readonly name: string;
  readonly cells: readonly string[];
}

/** Each cell repeats its column for narrow windows, where the head is not shown. */
function renderTable(columns: readonly string[], rows: readonly Row[]): string {
  const head = columns.map((column) => (column === '' ? '<td></td>' : `<th scope="col">${column}</th>`)).join('');
  const body = rows.map(({ name, cells }) => {
    const data = cells.map((cell, index) => `<td data-column="${columns[index + 1]}"><div>${cell}</div></td>`);
    return `<tr><th scope="row">${name}</th>${data.join('')}</tr>`;
  });
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}
