import { dirname } from 'node:path';
import { createPublishedFile, type Language, type PublishedFile } from '@scelle/core';
import { checkMedia, encodeBlockRequest, type MediaReport, renderMediaReport } from '@scelle/media';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials } from '../kernel/files.ts';
import { loadMediaTrust, type MediaTrustOptions } from '../keys/trusted-keys.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { showMediaProgress } from './progress.ts';
import { formatMediaCheck, PassedOverMedia, queueMedia, statusOfMedia } from './reading.ts';

const texts = { en, fr };

/** Options of `scelle media check`. */
export interface MediaCheckOptions extends MediaTrustOptions {
  readonly retries?: number;
  readonly report?: string;
  readonly request?: string;
}

/** `scelle media check`: says what is damaged on discs, and whether it matters. */
export async function mediaCheck(
  context: CommandContext,
  paths: readonly string[],
  options: MediaCheckOptions,
): Promise<CommandResult> {
  await using page = await createFile(context, options.report);
  await using request = await createFile(context, options.request);
  const { media, note } = queueMedia(context, paths);
  const passedOver = new PassedOverMedia(context);
  const reports = await checkMedia(media, {
    ...(await loadMediaTrust(options)),
    ...(options.retries !== undefined && { retries: options.retries }),
    asksForDiscs: options.request !== undefined,
    signal: context.interruption.signal,
    onProgress: showMediaProgress(context),
    onMedium: note,
    onPassedOver: passedOver.note,
  });
  context.interruption.check();
  await writeFiles(reports, page, request, context.language);
  return {
    status: passedOver.statusAfter(statusOfMedia(reports)),
    document: { sets: reports, passedOver: passedOver.document },
    lines: [
      ...reports.flatMap((report, index) => [
        ...(index === 0 ? [] : ['']),
        ...formatMediaCheck(report, context.language),
      ]),
      ...(isAsked(reports) || options.request === undefined
        ? []
        : [texts[context.language].nothingAsked(options.request)]),
      ...passedOver.lines,
    ],
  };
}

function isAsked(reports: readonly MediaReport[]): boolean {
  return reports.some(({ request }) => request !== null);
}

async function createFile(context: CommandContext, path: string | undefined): Promise<PublishedFile | null> {
  if (path === undefined) return null;
  await clearStalePartials(dirname(path), context);
  return createPublishedFile(path);
}

/** A request is written only where there is something to ask for. */
async function writeFiles(
  reports: readonly MediaReport[],
  page: PublishedFile | null,
  request: PublishedFile | null,
  language: Language,
): Promise<void> {
  const [report, ...others] = reports;
  if (others.length > 0 && (page ?? request) !== null) throw new CliError('report-for-one');
  if (page !== null) {
    await page.write(0, new TextEncoder().encode(renderMediaReport(report!, { language })));
    await page.publish();
  }
  const asked = report!.request;
  if (request !== null && asked !== null) {
    await request.write(0, encodeBlockRequest(asked));
    await request.publish();
  }
}
