import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@scelle/core';
import { type MediaReport, readMediaSet } from '@scelle/media';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { FailedSets } from '../discs/failed-sets.ts';
import { PassedOverMedia } from '../discs/passed-over-media.ts';
import { type ExitStatus, exitStatus, worstStatus } from '../exit-status.ts';
import { queueMedia } from '../files/open-media.ts';
import { publishItem } from '../files/publish-item.ts';
import { clearStalePartials } from '../files/stale-partials.ts';
import { loadMediaTrust, type MediaTrustOptions } from '../keys/media-trust.ts';
import { reportAnyway } from '../report-anyway.ts';
import { showMediaProgress } from '../view/media-progress.ts';
import { formatMediaReport, statusOfMedia } from '../view/media-report.ts';

/** Options of `scelle media read`. */
export interface MediaReadOptions extends MediaTrustOptions {
  readonly retries?: number;
  readonly session?: string;
  readonly out: string;
}

/** `scelle media read`: gets the batches from discs, repaired where needed. */
export async function mediaRead(
  context: CommandContext,
  paths: readonly string[],
  options: MediaReadOptions,
): Promise<CommandResult> {
  const { out, session = join(out, '.media-session'), retries } = options;
  await makeFolder(out, 0o700);
  await clearStalePartials(out, context);
  const { media, note } = queueMedia(context, paths);
  const passedOver = new PassedOverMedia(context);
  const failed = new FailedSets(context);
  const delivered: string[] = [];
  let reports: readonly MediaReport[] = [];

  async function work(): Promise<void> {
    reports = await readMediaSet(media, session, {
      ...(await loadMediaTrust(options)),
      ...(retries !== undefined && { retries }),
      signal: context.interruption.signal,
      onProgress: showMediaProgress(context),
      onMedium(latest) {
        reports = latest;
        note(latest);
      },
      onPassedOver: passedOver.note,
      onFailure: failed.note,
      deliver: async (item) => void delivered.push(await publishItem(item, out)),
    });
    // It is empty once all sets are complete; otherwise it waits for further discs.
    await rmdir(session).catch(() => undefined);
  }

  const report = (): CommandResult => ({
    status: passedOver.statusAfter(worstStatus([statusOfReading(reports), ...failed.statuses])),
    document: { sets: reports, delivered, failed: failed.document, passedOver: passedOver.document },
    lines: [
      ...reports.flatMap((report) => formatMediaReport(report, context.language)),
      ...context.texts.delivered(delivered),
      ...failed.lines,
      ...passedOver.lines,
    ],
  });
  return await reportAnyway(work, () => delivered.length > 0, report);
}

/** What was damaged has been repaired. */
function statusOfReading(reports: readonly MediaReport[]): ExitStatus {
  const status = statusOfMedia(reports);
  return status === exitStatus.attention ? exitStatus.done : status;
}
