import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderPage } from './page.ts';
import type { BenchReport } from './report.ts';

/** Writes the report as JSON and as a page into a folder, over those of the run before, and gives their paths. */
export async function writeReport(folder: string, report: BenchReport): Promise<readonly string[]> {
  const files = { 'latest.json': `${JSON.stringify(report, null, 2)}\n`, 'latest.html': renderPage(report) };
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return Object.keys(files).map((name) => join(folder, name));
}
