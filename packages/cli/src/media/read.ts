import { createHash } from 'node:crypto';
import { link, lstat, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createPublishedFile, openFileSource } from '@scelle/core';
import { makeFolder, toTargetError } from '@scelle/core/internal';
import { type MediaReport, type RestoredItem, readMediaSet } from '@scelle/media';
import { type CommandContext, type CommandResult, reportAnyway } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, worstStatus } from '../kernel/exit-status.ts';
import { clearStalePartials } from '../kernel/files.ts';
import { toSystemCode } from '../kernel/terminal.ts';
import { loadMediaTrust, type MediaTrustOptions } from '../keys/trusted-keys.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { showMediaProgress } from './progress.ts';
import { FailedSets, formatMediaReport, PassedOverMedia, queueMedia, statusOfMedia } from './reading.ts';

const texts = { en, fr };

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
      ...texts[context.language].delivered(delivered),
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

/**
 * Puts a batch or receipt that came by discs into a folder, and gives its path. One that is there already must be the
 * same. Throws `target-exists` where it is not, and core's other `target-…` codes.
 */
export async function publishItem({ item, file, open }: RestoredItem, folder: string): Promise<string> {
  const path = join(folder, item.name);
  try {
    await link(file, path);
  } catch (error) {
    const code = toSystemCode(error);
    if (code === 'EEXIST') await requireSame(path, item.sha256, error);
    else await copy(open, path);
  }
  return path;
}

/** Threat: the name as a link, or a file of somebody who can change it later. */
async function requireSame(path: string, sha256: string, cause: unknown): Promise<void> {
  const found = await lstat(path);
  const isOurs = found.isFile() && (process.getuid === undefined || found.uid === process.getuid());
  if (!isOurs) throw toTargetError(cause, path);
  const digest = createHash('sha256');
  await using source = await openFileSource(path);
  for await (const piece of source.stream({ start: 0, end: source.size })) digest.update(piece);
  if (digest.digest('hex') !== sha256) throw toTargetError(cause, path);
}

/** Where the session lies on another disc. */
async function copy(open: RestoredItem['open'], path: string): Promise<void> {
  await using source = await open();
  await using target = await createPublishedFile(path);
  let at = 0;
  for await (const piece of source.stream({ start: 0, end: source.size })) {
    await target.write(at, piece);
    at += piece.length;
  }
  await target.publish();
}
