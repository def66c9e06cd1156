import { basename } from 'node:path';
import { quoteUntrusted } from '@scelle/core/internal';
import { type ProcessedBatch, processInbox } from '@scelle/station';
import { formatBatchName, listUnopened, requireClock } from '@scelle/station/internal';
import { type CommandContext, type CommandResult, reportAnyway } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, worstStatus } from '../kernel/exit-status.ts';
import type { Line, Tone } from '../kernel/line.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import type { OpeningKeyOptions } from '../keys/opening-keys.ts';
import { loadStationOpeningKeys } from '../keys/station-keys.ts';
import { formatReport, showProgress, toDocument } from '../verify/report.ts';
import { writeReportPage } from './arrival.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle process`. */
export interface ProcessOptions extends StationOptions, OpeningKeyOptions {
  /** Folder for a page about each batch. */
  readonly reports?: string;
}

type Outcome = ProcessedBatch['outcome'];

const statuses: Readonly<Record<Outcome, ExitStatus>> = {
  accepted: exitStatus.done,
  held: exitStatus.waiting,
  undecided: exitStatus.waiting,
  settled: exitStatus.done,
  rejected: exitStatus.rejected,
  unreadable: exitStatus.environment,
};

const tones: Readonly<Record<Outcome, Tone>> = {
  accepted: 'good',
  held: 'warning',
  undecided: 'warning',
  settled: 'good',
  rejected: 'bad',
  unreadable: 'bad',
};

/** Of these one wants to know why. */
const reported: readonly Outcome[] = ['rejected', 'undecided'];

/** `scelle process`: opens what is in the inbox, verifies it in full, and issues verification receipts. */
export async function processBatches(context: CommandContext, options: ProcessOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'process');
  await requireClock(opened.station, opened.settings);
  const { station, findPolicy } = opened;
  // Nobody is asked for a passphrase where there is nothing to open.
  const unopened = await listUnopened(station);
  if (unopened.length === 0) return { document: { batches: [] }, lines: [texts[context.language].nothingToOpen] };
  const identities = await loadStationOpeningKeys(context, station, unopened, options);
  const processed: ProcessedBatch[] = [];
  const openedWith = nameShares(options);
  const { signal } = context.interruption;
  const verification = { findPolicy, identities, onProgress: showProgress(context), signal, ...openedWith };

  async function work(): Promise<void> {
    for await (const each of processInbox(station, verification)) {
      processed.push(each);
      const { report } = each;
      if (report && options.reports !== undefined) await writeReportPage(context, station, options.reports, report);
      context.interruption.check();
    }
  }

  const report = (): CommandResult => ({
    status: worstStatus(processed.map(({ outcome }) => statuses[outcome])),
    document: { batches: processed.map((each) => toEntry(context, each, station.name)) },
    lines: processed.flatMap((each) => toLines(context, each, station.name)),
  });
  return await reportAnyway(work, () => processed.length > 0, report);
}

/** Both custodians stand in the custody log, by the names of their shares. */
function nameShares({ share }: ProcessOptions): { readonly openedWith?: string } {
  return share === undefined ? {} : { openedWith: quoteUntrusted(share.map((file) => basename(file)).join(' '), 256) };
}

function toEntry(
  context: CommandContext,
  { batch, outcome, report, error }: ProcessedBatch,
  recipient: string,
): object {
  const codes = error ? [error.code] : report.codes;
  const document = report && toDocument(context, report);
  return { batch: formatBatchName({ ...batch.identity, recipient }), outcome, codes, report: document };
}

function toLines({ language }: CommandContext, processed: ProcessedBatch, recipient: string): Line[] {
  const { batch, outcome, report, error } = processed;
  const name = formatBatchName({ ...batch.identity, recipient });
  if (error) return [{ text: `${name}: ${error.describe(language)}`, tone: tones[outcome] }];
  const records = report.records?.count ?? 0;
  const line: Line = {
    text: texts[language].processed({ name, outcome, records, codes: report.codes }),
    tone: tones[outcome],
  };
  return reported.includes(outcome) ? [line, ...formatReport(report, language)] : [line];
}
