import { findReceivedBatch, type ImportOutcome, importBatch, parseReceipt, type Station } from '@scelle/station';
import { formatBatchName, listImportable, requireClock } from '@scelle/station/internal';
import { CliError } from '../errors/cli-error.ts';
import { type CommandContext, type CommandResult, reportAnyway } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, worstStatus } from '../kernel/exit-status.ts';
import type { Line, Tone } from '../kernel/line.ts';
import { openForCommand, openStationTarget, type StationOptions, type TargetOptions } from '../kernel/station.ts';
import type { OpeningKeyOptions } from '../keys/opening-keys.ts';
import { loadStationOpeningKeys } from '../keys/station-keys.ts';
import { showProgress } from '../verify/report.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle import`. */
export interface ImportOptions extends StationOptions, OpeningKeyOptions, TargetOptions {
  readonly pending?: boolean;
}

/** How many records were refused for a reason. */
interface RejectCount {
  readonly code: string;
  readonly records: number;
}

type Outcome = ImportOutcome['outcome'];

const statuses: Readonly<Record<Outcome, ExitStatus>> = {
  imported: exitStatus.done,
  known: exitStatus.done,
  undecided: exitStatus.waiting,
  rejected: exitStatus.rejected,
  unreadable: exitStatus.environment,
};

const tones: Readonly<Record<Outcome, Tone>> = {
  imported: 'good',
  known: 'good',
  undecided: 'warning',
  rejected: 'bad',
  unreadable: 'bad',
};

/**
 * One thread beside this one, which the database keeps busy: more would only wait, and take memory meanwhile.
 */
const THREADS = 1;

/** `scelle import`: brings verified batches into a database, exactly once, and issues import receipts. */
export async function importBatches(
  context: CommandContext,
  names: readonly string[],
  options: ImportOptions,
): Promise<CommandResult> {
  checkSelection(names, options);
  using opened = await openForCommand(context, options, 'import');
  await requireClock(opened.station, opened.settings);
  const { station, settings, findPolicy } = opened;
  const batches = options.pending
    ? await listImportable(station)
    : await Array.fromAsync(names, (name) => findReceivedBatch(station, name));
  if (batches.length === 0) return { document: { batches: [] }, lines: [texts[context.language].nothingToImport] };
  await using sink = await openStationTarget(opened, options, 'import');
  const identities = await loadStationOpeningKeys(context, station, batches, options);
  const verification = { findPolicy, identities, threads: THREADS, onProgress: showProgress(context) };
  const { signal } = context.interruption;
  const outcomes: ImportOutcome[] = [];
  const stopped = new Set<string>();

  async function work(): Promise<void> {
    for (const batch of batches) {
      const stream = `${batch.identity.sender} ${batch.identity.stream}`;
      // What follows a batch that was not imported must wait for it.
      if (stopped.has(stream)) continue;
      const outcome = await importBatch(station, batch, { sink, settings, verification, signal });
      outcomes.push(outcome);
      if (outcome.receipt === null) stopped.add(stream);
      context.interruption.check();
    }
  }

  const report = (): CommandResult => ({
    status: worstStatus(outcomes.map(({ outcome }) => statuses[outcome])),
    document: { target: sink.name, batches: outcomes.map((each) => describe(each, station)) },
    lines: outcomes.map((each) => toLine(context, each, station)),
  });
  return await reportAnyway(work, () => outcomes.length > 0, report);
}

function checkSelection(names: readonly string[], { pending = false }: ImportOptions): void {
  if (names.length === 0 && !pending) throw new CliError('argument-missing', { name: 'BATCH' });
  if (names.length > 0 && pending) throw new CliError('options-conflict', { name: '--pending', found: names[0]! });
}

function describe({ batch, outcome, report, receipt, error }: ImportOutcome, { name: recipient }: Station) {
  const found = receipt && parseReceipt(receipt.document);
  const rejects = [...Map.groupBy(found?.rejects ?? [], ({ code }) => code)].map(
    ([code, { length: records }]): RejectCount => ({ code, records }),
  );
  return {
    batch: formatBatchName({ ...batch.identity, recipient }),
    outcome,
    accepted: found?.records.accepted ?? 0,
    rejects,
    codes: error ? [error.code] : (report?.codes ?? []),
  };
}

function toLine({ language }: CommandContext, imported: ImportOutcome, station: Station): Line {
  const { batch: name, ...described } = describe(imported, station);
  const { error } = imported;
  if (error) return { text: `${name}: ${error.describe(language)}`, tone: tones[imported.outcome] };
  return { text: texts[language].imported({ name, ...described }), tone: tones[imported.outcome] };
}
