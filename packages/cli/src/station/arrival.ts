import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createPublishedFile } from '@scelle/core';
import type { Station } from '@scelle/station';
import { formatBatchName, pictureStream } from '@scelle/station/internal';
import { type DeliveryOutcome, type DeliveryResult, renderHtml, type VerificationReport } from '@scelle/verify';
import type { CommandContext } from '../kernel/context.ts';
import { type ExitStatus, exitStatus } from '../kernel/exit-status.ts';
import type { Line, Tone } from '../kernel/line.ts';
import { formatReport } from '../verify/report.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

const tones: Readonly<Record<DeliveryOutcome, Tone>> = {
  accepted: 'good',
  duplicate: 'good',
  held: 'warning',
  rejected: 'bad',
  quarantined: 'bad',
};

const statuses: Readonly<Record<DeliveryOutcome, ExitStatus>> = {
  accepted: exitStatus.done,
  duplicate: exitStatus.done,
  held: exitStatus.waiting,
  rejected: exitStatus.rejected,
  quarantined: exitStatus.rejected,
};

/** The exit status to which a batch that came leads. */
export function statusOfArrival(outcome: DeliveryOutcome): ExitStatus {
  return statuses[outcome];
}

/** The line about a batch that came before. */
export function formatKnownArrival({ language }: CommandContext, file: string): Line {
  return { text: texts[language].arrival({ file, outcome: 'duplicate', codes: [] }), tone: tones.duplicate };
}

/** What became of a batch that came, in a line; the report below where it is not accepted; and what followed it. */
export function formatArrival({ language }: CommandContext, file: string, result: DeliveryResult): Line[] {
  const { outcome, report, followed } = result;
  const isGood = outcome === 'accepted' || outcome === 'duplicate';
  return [
    { text: texts[language].arrival({ file, outcome, codes: report.codes }), tone: tones[outcome] },
    ...(isGood ? [] : formatReport(report, language)),
    ...followed.map((each): Line => ({ text: texts[language].followed(each), tone: tones[each.outcome] })),
  ];
}

/**
 * Writes the page of a report into a folder, with the picture of the stream as the station knows it now:
 * `<batch>.<level>.html`, or named after the file where nobody knows which batch it is. A page that is there stays.
 * Throws the codes of `createPublishedFile`.
 */
export async function writeReportPage(
  { language }: CommandContext,
  { ledger }: Station,
  folder: string,
  report: VerificationReport,
): Promise<void> {
  const { manifest, origin, level } = report;
  const name = manifest === null ? basename(origin ?? 'unknown') : formatBatchName(manifest);
  const path = join(folder, `${name}.${level}.html`);
  if (existsSync(path)) return;
  const stream = manifest === null ? null : await pictureStream(ledger, manifest);
  await using page = await createPublishedFile(path);
  await page.write(0, new TextEncoder().encode(renderHtml(report, { language, ...(stream && { stream }) })));
  await page.publish();
}
