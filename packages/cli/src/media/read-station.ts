import { type MediaReport, readMediaSet } from '@scelle/media';
import type { Station } from '@scelle/station';
import {
  type HandOver,
  listSetSenders,
  recordOpenedDiscs,
  setKeyWords,
  toHandOverDetails,
} from '@scelle/station/internal';
import { type CommandContext, type CommandResult, reportAnyway } from '../kernel/context.ts';
import { exitStatus, worstStatus } from '../kernel/exit-status.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { DiscIntake } from './disc-intake.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { type HandOverOptions, toHandOver } from './hand-over.ts';
import { showMediaProgress } from './progress.ts';
import { FailedSets, formatMediaReport, PassedOverMedia, queueMedia, statusOfMedia } from './reading.ts';

const texts = { en, fr };

/** Options of `scelle media read --station`. */
export interface MediaReadStationOptions extends StationOptions, Pick<HandOverOptions, 'sealNumber'> {
  readonly retries?: number;
  readonly openedBy?: string;
}

/** `scelle media read --station`: takes what discs carry into a station, and notes who opened them. */
export async function mediaReadStation(
  context: CommandContext,
  paths: readonly string[],
  options: MediaReadStationOptions,
): Promise<CommandResult> {
  const handOver = toHandOver(options, options.openedBy);
  // What the custody log cannot hold must not show only when the discs are read.
  toHandOverDetails(handOver);
  using opened = await openForCommand(context, options, 'media read');
  const { station, settings } = opened;
  const intake = new DiscIntake(context, opened);
  const { media, note } = queueMedia(context, paths);
  const passedOver = new PassedOverMedia(context);
  const failed = new FailedSets(context);
  let reports: readonly MediaReport[] = [];

  async function work(): Promise<void> {
    try {
      reports = await readMediaSet(media, station.layout.discSessions, {
        senders: await listSetSenders(station, settings),
        recipient: station.receivesFor,
        environment: station.environment,
        ...(options.retries !== undefined && { retries: options.retries }),
        signal: context.interruption.signal,
        onProgress: showMediaProgress(context),
        onPassedOver: passedOver.note,
        onFailure: failed.note,
        onMedium: (latest) => {
          reports = latest;
          note(latest);
        },
        deliver: (item) => intake.take(item),
      });
    } finally {
      for (const report of reports) await recordOpened(station, report, handOver);
    }
  }

  const report = (): CommandResult => ({
    status: passedOver.statusAfter(worstStatus([statusOf(reports, intake), ...failed.statuses])),
    document: { sets: reports, ...intake.document, failed: failed.document, passedOver: passedOver.document },
    lines: [
      ...reports.flatMap((report) => [
        ...formatMediaReport(report, context.language),
        texts[context.language].setWords(setKeyWords(report.set.key, 'en')),
      ]),
      ...intake.lines,
      ...failed.lines,
      ...passedOver.lines,
    ],
  });
  return await reportAnyway(work, () => intake.statuses.length > 0, report);
}

/** Nothing is noted of a set of which no disc was there this time. */
async function recordOpened(station: Station, { set, discs, answer }: MediaReport, handOver: HandOver): Promise<void> {
  const openedDiscs = discs.filter(({ media }) => media.length > 0).map(({ number }) => number);
  if (openedDiscs.length === 0) return;
  const { key, id, sender: party, label } = set;
  await recordOpenedDiscs(station, {
    set: { key, id, party, label, discs: discs.length },
    opened: openedDiscs,
    answer,
    handOver,
  });
}

/** What was damaged has been repaired; what is missing or was not accepted counts. */
function statusOf(reports: readonly MediaReport[], intake: DiscIntake) {
  const media = statusOfMedia(reports);
  return worstStatus([media === exitStatus.attention ? exitStatus.done : media, ...intake.statuses]);
}
