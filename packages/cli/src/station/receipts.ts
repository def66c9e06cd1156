import type { OpenedStation } from '@scelle/station';
import { addReceipt, exportReceipts, receiptTrust } from '@scelle/station';
import { formatBatchName, receiptLimits, signatureFileOf } from '@scelle/station/internal';
import type { SignedDocument } from '@scelle/verify/internal';
import { type DescribedError, isDescribedError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../kernel/exit-status.ts';
import { readMailedFile } from '../kernel/files.ts';
import type { Line } from '../kernel/line.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

const MAX_SIGNATURE_BYTES = 4096;

/** `scelle receipt add`: takes receipts that came back, checked against what was sent. */
export async function receiptAdd(
  context: CommandContext,
  files: readonly string[],
  options: StationOptions,
): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'receipt add');
  const outcomes: ReceiptOutcome[] = [];
  for (const file of withoutTheirSignatures(files))
    outcomes.push(await addSignedReceipt(context, opened, file, () => readSigned(file)));
  return {
    status: worstStatus(outcomes.map(({ status }) => status)),
    document: { receipts: outcomes.map(({ document }) => document) },
    lines: outcomes.map(({ line }) => line),
  };
}

/** Whoever names all files of a folder names each signature beside its receipt. */
function withoutTheirSignatures(files: readonly string[]): readonly string[] {
  const signatures = new Set(files.map(signatureFileOf));
  return files.filter((file) => !signatures.has(file));
}

async function readSigned(file: string): Promise<SignedDocument> {
  return {
    document: await readMailedFile(file, receiptLimits.documentBytes),
    signature: await readMailedFile(signatureFileOf(file), MAX_SIGNATURE_BYTES),
  };
}

/** Options of `scelle receipt export`. */
export interface ReceiptExportOptions extends StationOptions {
  readonly out?: string;
  readonly to?: string;
}

/** `scelle receipt export`: writes the receipts that this station has issued. */
export async function receiptExport(context: CommandContext, options: ReceiptExportOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'receipt export');
  const { station } = opened;
  const { out = station.layout.path('receipts'), to } = options;
  const files = await exportReceipts(station, { folder: out, ...(to !== undefined && { party: to }) });
  return { document: { folder: out, files }, lines: texts[context.language].receiptsExported({ folder: out, files }) };
}

/** What became of a receipt that came back. */
export interface ReceiptOutcome {
  readonly status: ExitStatus;
  readonly document: object;
  readonly line: Line;
}

/** Adds a receipt, once it is read; one that is refused does not keep others from being added. */
export async function addSignedReceipt(
  context: CommandContext,
  opened: OpenedStation,
  file: string,
  read: () => Promise<SignedDocument>,
): Promise<ReceiptOutcome> {
  try {
    return await add(context, opened, file, await read());
  } catch (error) {
    if (!isDescribedError(error)) throw error;
    return refuse(context, file, error);
  }
}

async function add(
  { language }: CommandContext,
  { station, settings }: OpenedStation,
  file: string,
  signed: SignedDocument,
): Promise<ReceiptOutcome> {
  const { receipt, outcome, state } = await addReceipt(station, signed, await receiptTrust(station, settings));
  const { stage, codes } = receipt;
  const batch = formatBatchName(receipt);
  const facts = { file, batch, stage, outcome: receipt.outcome, codes, state, isKnown: outcome === 'known' };
  const tone = receipt.outcome === 'rejected' ? 'bad' : receipt.outcome === 'held' ? 'warning' : 'good';
  return { status: exitStatus.done, document: facts, line: { text: texts[language].receiptAdded(facts), tone } };
}

function refuse({ language }: CommandContext, file: string, error: DescribedError): ReceiptOutcome {
  const message = error.describe(language);
  const { code, details } = error;
  return {
    status: statusOfError(error),
    document: { file, error: { code, message, details } },
    // A message about a file begins with its name: that of the receipt, or of the signature beside it.
    line: { text: details.file === undefined ? `${file}: ${message}` : message, tone: 'bad' },
  };
}
