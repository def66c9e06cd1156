import { receiptLimits, signatureFileOf } from '@scelle/station';
import type { SignedDocument } from '@scelle/verify';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { worstStatus } from '../exit-status.ts';
import { readSmallFile } from '../files/read-small-file.ts';
import { addSignedReceipt, type ReceiptOutcome } from '../station/add-signed-receipt.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

const MAX_SIGNATURE_BYTES = 4096;

/** `scelle receipt add`: takes receipts that came back, checked against what was sent. */
export async function receiptAdd(
  context: CommandContext,
  files: readonly string[],
  options: StationOptions,
): Promise<CommandResult> {
  using desk = await openDesk(context, options, 'receipt add');
  const outcomes: ReceiptOutcome[] = [];
  for (const file of withoutTheirSignatures(files))
    outcomes.push(await addSignedReceipt(context, desk, file, () => readSigned(file)));
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
    document: await readSmallFile(file, receiptLimits.documentBytes),
    signature: await readSmallFile(signatureFileOf(file), MAX_SIGNATURE_BYTES),
  };
}
