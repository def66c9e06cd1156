import { addReceipt, formatBatchName, listReceiptKeys, receiptLimits, signatureFileOf } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { type DescribedError, isDescribedError } from '../errors/described-error.ts';
import { type ExitStatus, exitStatus, statusOfCode, worstStatus } from '../exit-status.ts';
import { readSmallFile } from '../files/read-small-file.ts';
import { type Desk, openDesk, type StationOptions } from '../station/open-desk.ts';
import type { Line } from '../terminal/line.ts';

const MAX_SIGNATURE_BYTES = 4096;

interface Outcome {
  readonly status: ExitStatus;
  readonly document: object;
  readonly line: Line;
}

/** `scelle receipt add`: takes receipts that came back, checked against what was sent. */
export async function receiptAdd(
  context: CommandContext,
  files: readonly string[],
  options: StationOptions,
): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'receipt add');
  const outcomes: Outcome[] = [];
  for (const file of files) outcomes.push(await tryAdd(context, desk, file));
  return {
    status: worstStatus(outcomes.map(({ status }) => status)),
    document: { receipts: outcomes.map(({ document }) => document) },
    lines: outcomes.map(({ line }) => line),
  };
}

/** One receipt that is refused does not keep the others from being added. */
async function tryAdd(context: CommandContext, desk: Desk, file: string): Promise<Outcome> {
  try {
    return await add(context, desk, file);
  } catch (error) {
    if (!isDescribedError(error)) throw error;
    return refuse(context, file, error);
  }
}

async function add({ texts }: CommandContext, { station, settings }: Desk, file: string): Promise<Outcome> {
  const document = await readSmallFile(file, receiptLimits.documentBytes);
  const signature = await readSmallFile(signatureFileOf(file), MAX_SIGNATURE_BYTES);
  const { receipt, outcome, state } = await addReceipt(
    station,
    { document, signature },
    {
      keys: listReceiptKeys(station.database, settings.keyValidityDays),
      receivedAt: station.environment.now(),
      clockSkewSeconds: settings.clockSkewSeconds,
    },
  );
  const { stage, codes } = receipt;
  const batch = formatBatchName(receipt);
  const facts = { file, batch, stage, outcome: receipt.outcome, codes, state, isKnown: outcome === 'known' };
  const tone = receipt.outcome === 'rejected' ? 'bad' : receipt.outcome === 'held' ? 'warning' : 'good';
  return { status: exitStatus.done, document: facts, line: { text: texts.receiptAdded(facts), tone } };
}

function refuse({ language }: CommandContext, file: string, error: DescribedError): Outcome {
  const message = error.describe(language);
  const { code, details } = error;
  return {
    status: statusOfCode(code) === exitStatus.environment ? exitStatus.environment : exitStatus.rejected,
    document: { file, error: { code, message, details } },
    line: { text: `${file}: ${message}`, tone: 'bad' },
  };
}
