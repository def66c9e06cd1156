import { judgeBatch, type OpenedStation, receiptTrust } from '@scelle/station';
import {
  addDecision,
  decisionLimits,
  exportDecisions,
  formatBatchName,
  parseDecision,
  requireClock,
  signatureFileOf,
} from '@scelle/station/internal';
import { CliError, isDescribedError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, statusOfError, worstStatus } from '../kernel/exit-status.ts';
import { readMailedFile } from '../kernel/files.ts';
import type { Line } from '../kernel/line.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

const MAX_SIGNATURE_BYTES = 4096;

/** What became of a decision. */
interface Added {
  readonly status: ExitStatus;
  readonly document: object;
  readonly lines: readonly Line[];
}

/** `scelle decision add`: takes what a recipient decided about batches of this station. */
export async function decisionAdd(
  context: CommandContext,
  files: readonly string[],
  options: StationOptions,
): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'decision add');
  // Whoever names all files of a folder names each signature beside its document.
  const signatures = new Set(files.map(signatureFileOf));
  const added: Added[] = [];
  for (const file of files) if (!signatures.has(file)) added.push(await tryAdd(context, opened, file));
  return {
    status: worstStatus(added.map(({ status }) => status)),
    document: { decisions: added.map(({ document }) => document) },
    lines: added.flatMap(({ lines }) => lines),
  };
}

/** One that is refused does not keep the others from being added. */
async function tryAdd(context: CommandContext, opened: OpenedStation, file: string): Promise<Added> {
  try {
    return await add(context, opened, file);
  } catch (error) {
    if (!isDescribedError(error)) throw error;
    const message = error.describe(context.language);
    const { code, details } = error;
    const text = details.file === undefined ? `${file}: ${message}` : message;
    return {
      status: statusOfError(error),
      document: { file, error: { code, message, details } },
      lines: [{ text, tone: 'bad' }],
    };
  }
}

async function add({ language }: CommandContext, { station, settings }: OpenedStation, file: string): Promise<Added> {
  const signed = {
    document: await readMailedFile(file, decisionLimits.documentBytes),
    signature: await readMailedFile(signatureFileOf(file), MAX_SIGNATURE_BYTES),
  };
  const { decision, outcome, state } = await addDecision(station, signed, await receiptTrust(station, settings));
  const { recipient, stream, sequence, codes, decidedBy } = decision;
  const batch = formatBatchName(decision);
  const facts = { file, batch, outcome: decision.outcome, codes, decidedBy, state, isKnown: outcome === 'known' };
  const lines = texts[language].decisionAdded({ ...facts, recipient, stream, sequence });
  return { status: exitStatus.done, document: facts, lines };
}

/** Options of `scelle decision export`. */
export interface DecisionExportOptions extends StationOptions {
  readonly out?: string;
  readonly to?: string;
}

/** `scelle decision export`: writes the decisions that this station has issued. */
export async function decisionExport(context: CommandContext, options: DecisionExportOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'decision export');
  const { station } = opened;
  const { out = station.layout.path('receipts'), to } = options;
  const files = await exportDecisions(station, { folder: out, ...(to !== undefined && { party: to }) });
  return { document: { folder: out, files }, lines: texts[context.language].decisionsExported({ folder: out, files }) };
}

/** Options of `scelle judge`. */
export interface JudgeOptions extends StationOptions {
  readonly accept?: boolean;
  readonly reject?: boolean;
  readonly reason: string;
  /** Whether the sender has said that it sealed the batch itself, with a key that is revoked. */
  readonly senderConfirms?: boolean;
}

/** `scelle judge`: carries out what a person decides about a batch that waits. */
export async function judge(context: CommandContext, name: string, options: JudgeOptions): Promise<CommandResult> {
  const { accept = false, reject = false, reason } = options;
  if (accept && reject) throw new CliError('options-conflict', { name: '--accept', found: '--reject' });
  if (!accept && !reject) throw new CliError('option-missing', { name: '--accept / --reject' });
  using opened = await openForCommand(context, options, 'judge');
  await requireClock(opened.station, opened.settings);
  const { station } = opened;
  const decision = accept ? 'accept' : 'reject';
  const { findPolicy } = opened;
  const { senderConfirms = false } = options;
  const { followed, decision: issued } = await judgeBatch(station, name, {
    decision,
    reason,
    findPolicy,
    senderConfirms,
  });
  const decided = issued && parseDecision(issued.document);
  const document = {
    batch: name,
    decision,
    reason,
    decided: decided && { name: formatBatchName(decided), sender: decided.sender, codes: decided.codes },
    followed: followed.map(({ receipts: _receipts, ...rest }) => rest),
  } as const;
  return {
    document,
    lines: [...texts[context.language].judged(document), ...followed.map(texts[context.language].followed)],
  };
}
