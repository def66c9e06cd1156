import { deliverBatch, type OpenedStation } from '@scelle/station';
import { clearUnrecorded, formatBatchName, requireClock } from '@scelle/station/internal';
import type { Channel, DeliveryResult } from '@scelle/verify';
import { type DescribedError, isDescribedError } from '../errors/cli-error.ts';
import { type CommandContext, type CommandResult, reportAnyway } from '../kernel/context.ts';
import { exitStatus, worstStatus } from '../kernel/exit-status.ts';
import { checkStandardInputOnce, openBatch, STANDARD_INPUT } from '../kernel/inputs.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { toDocument } from '../verify/report.ts';
import { formatArrival, statusOfArrival, writeReportPage } from './arrival.ts';

/** Options of `scelle receive`. */
export interface ReceiveOptions extends StationOptions {
  readonly maxSize?: number;
  /** Folder for a page about each batch. */
  readonly reports?: string;
}

/** How one file ended: it was judged, or it could not be read. */
type Received =
  | { readonly file: string; readonly result: DeliveryResult }
  | { readonly file: string; readonly error: DescribedError };

/** `scelle receive`: takes batches that somebody brought, verifies them at level *sealed*, and issues receipts. */
export async function receive(
  context: CommandContext,
  files: readonly string[],
  options: ReceiveOptions,
): Promise<CommandResult> {
  checkStandardInputOnce(files);
  using opened = await openForCommand(context, options, 'receive');
  await requireClock(opened.station, opened.settings);
  const received: Received[] = [];

  async function work(): Promise<void> {
    for (const file of files) await tryReceive(context, opened, file, options, received);
  }

  const report = (): CommandResult => ({
    status: worstStatus(
      received.map((each) => ('result' in each ? statusOfArrival(each.result.outcome) : exitStatus.environment)),
    ),
    document: { batches: received.map((each) => toEntry(each, context)) },
    lines: received.flatMap((each) =>
      'result' in each
        ? formatArrival(context, each.file, each.result)
        : [{ text: each.error.describe(context.language), tone: 'bad' as const }],
    ),
  });
  return await reportAnyway(work, () => received.length > 0, report);
}

/** One batch that cannot be read does not keep the others from being received; a station that fails does. */
async function tryReceive(
  context: CommandContext,
  opened: OpenedStation,
  file: string,
  { maxSize, reports }: ReceiveOptions,
  received: Received[],
): Promise<void> {
  try {
    const result = await receiveFile(context, opened, file, maxSize);
    if (file !== STANDARD_INPUT) await clearUnrecorded(opened.station, file, result.outcome);
    // It is received from here on, whatever its page comes to.
    received.push({ file, result });
    if (reports !== undefined) await writeReportPage(context, opened.station, reports, result.report);
  } catch (error) {
    if (!isDescribedError(error) || !error.code.startsWith('source-')) throw error;
    received.push({ file, error });
  }
}

const CHANNEL: Channel = 'file';

async function receiveFile(
  { interruption }: CommandContext,
  { station, findPolicy }: OpenedStation,
  path: string,
  maxSize: number | undefined,
): Promise<DeliveryResult> {
  await using source = await openBatch(path, { interruption, ...(maxSize !== undefined && { maxSize }) });
  const { signal } = interruption;
  const file = path === STANDARD_INPUT ? {} : { file: path };
  return await deliverBatch(station, source, { channel: CHANNEL, origin: path, ...file, signal }, findPolicy);
}

function toEntry(received: Received, context: CommandContext): object {
  if ('error' in received) {
    const { code, details } = received.error;
    return { file: received.file, error: { code, message: received.error.describe(context.language), details } };
  }
  const { file, result } = received;
  const { outcome, report, waitsFor, followed } = result;
  const batch = report.manifest && formatBatchName(report.manifest);
  return {
    file,
    batch,
    outcome,
    codes: report.codes,
    waitsFor,
    followed: followed.map(({ receipts: _receipts, ...rest }) => rest),
    report: toDocument(context, report),
  };
}
