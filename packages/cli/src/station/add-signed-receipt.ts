import { addReceipt, formatBatchName, receiptTrust } from '@scelle/station';
import type { SignedDocument } from '@scelle/verify';
import type { CommandContext } from '../command-context.ts';
import { type DescribedError, isDescribedError } from '../errors/described-error.ts';
import { type ExitStatus, exitStatus, statusOfError } from '../exit-status.ts';
import type { Line } from '../terminal/line.ts';
import type { Desk } from './open-desk.ts';

/** What became of a receipt that came back. */
export interface ReceiptOutcome {
  readonly status: ExitStatus;
  readonly document: object;
  readonly line: Line;
}

/** Adds a receipt, once it is read; one that is refused does not keep others from being added. */
export async function addSignedReceipt(
  context: CommandContext,
  desk: Desk,
  file: string,
  read: () => Promise<SignedDocument>,
): Promise<ReceiptOutcome> {
  try {
    return await add(context, desk, file, await read());
  } catch (error) {
    if (!isDescribedError(error)) throw error;
    return refuse(context, file, error);
  }
}

async function add(
  { texts }: CommandContext,
  { station, settings }: Desk,
  file: string,
  signed: SignedDocument,
): Promise<ReceiptOutcome> {
  const { receipt, outcome, state } = await addReceipt(station, signed, receiptTrust(station, settings));
  const { stage, codes } = receipt;
  const batch = formatBatchName(receipt);
  const facts = { file, batch, stage, outcome: receipt.outcome, codes, state, isKnown: outcome === 'known' };
  const tone = receipt.outcome === 'rejected' ? 'bad' : receipt.outcome === 'held' ? 'warning' : 'good';
  return { status: exitStatus.done, document: facts, line: { text: texts.receiptAdded(facts), tone } };
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
