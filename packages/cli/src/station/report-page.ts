import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createPublishedFile } from '@scelle/core';
import { formatBatchName, pictureStream, type Station } from '@scelle/station';
import { renderHtml, type VerificationReport } from '@scelle/verify';
import type { CommandContext } from '../command-context.ts';

/**
 * Writes the page of a report into a folder, with the picture of the stream as the station knows it now:
 * `<batch>.<level>.html`, or named after the file where nobody knows which batch it is. A page that is there stays.
 * Throws the codes of `createPublishedFile`.
 */
export async function writeReportPage(
  { language }: CommandContext,
  { database }: Station,
  folder: string,
  report: VerificationReport,
): Promise<void> {
  const { manifest, origin, level } = report;
  const name = manifest === null ? basename(origin ?? 'unknown') : formatBatchName(manifest);
  const path = join(folder, `${name}.${level}.html`);
  if (existsSync(path)) return;
  const stream = manifest === null ? null : pictureStream(database, manifest);
  await using page = await createPublishedFile(path);
  await page.write(0, new TextEncoder().encode(renderHtml(report, { language, ...(stream && { stream }) })));
  await page.publish();
}
