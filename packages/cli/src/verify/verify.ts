import { dirname } from 'node:path';
import { createPublishedFile, type Identities } from '@scelle/core';
import { type Policy, renderHtml, type VerificationReport, verifyBatch, verifySealed } from '@scelle/verify';
import { CliError, type DescribedError, isDescribedError } from '../errors/cli-error.ts';
import { type CommandContext, type CommandResult, reportAnyway } from '../kernel/context.ts';
import { type ExitStatus, exitStatus, worstStatus } from '../kernel/exit-status.ts';
import { clearStalePartials } from '../kernel/files.ts';
import { checkStandardInputOnce, openBatch } from '../kernel/inputs.ts';
import type { Line } from '../kernel/line.ts';
import { hasOpeningKey, loadOpeningKeys, type OpeningKeyOptions } from '../keys/opening-keys.ts';
import { loadPolicy, type PolicyOptions } from '../keys/trusted-keys.ts';
import { formatReport, formatVerdict, showProgress, statusOfVerdict, toDocument } from './report.ts';

/** Options of `scelle verify`. */
export interface VerifyOptions extends PolicyOptions, OpeningKeyOptions {
  readonly sealed?: boolean;
  readonly report?: string;
  readonly details?: boolean;
  readonly maxSize?: number;
}

/** What every batch is verified with. */
interface Verification {
  readonly policy: Policy;
  /** Null at level *sealed*. */
  readonly identities: Identities | null;
  readonly maxSize: number | undefined;
}

/** How one of several batches ended: with a report, or because it could not be read. */
type Outcome =
  | { readonly file: string; readonly report: VerificationReport }
  | { readonly file: string; readonly error: DescribedError };

/** `scelle verify`: checks batches, and says of each what becomes of it. */
export async function verify(
  context: CommandContext,
  files: readonly string[],
  options: VerifyOptions,
): Promise<CommandResult> {
  checkOptions(files, options);
  const verification = await prepare(context, options);
  const [file, ...others] = files;
  if (others.length === 0) return verifyOne(context, file!, verification, options);
  const outcomes: Outcome[] = [];

  async function work(): Promise<void> {
    for (const each of files) outcomes.push(await tryVerify(context, each, verification));
  }

  const report = (): CommandResult => ({
    status: worstStatus(outcomes.map(toStatus)),
    document: { batches: outcomes.map((outcome) => toEntry(outcome, context)) },
    lines: [
      ...outcomes.map((outcome) => toLine(outcome, context)),
      ...outcomes
        .filter((outcome) => toStatus(outcome) !== exitStatus.done)
        .flatMap((outcome) => toDetails(outcome, context)),
    ],
  });
  return await reportAnyway(work, () => outcomes.length > 0, report);
}

function checkOptions(files: readonly string[], options: VerifyOptions): void {
  const { identity, sealed = false, report } = options;
  checkStandardInputOnce(files);
  const isFull = hasOpeningKey(options);
  if (isFull && sealed) {
    const name = identity === undefined ? '--share' : '--identity';
    throw new CliError('options-conflict', { name, found: '--sealed' });
  }
  if (!isFull && !sealed) throw new CliError('level-missing');
  if (report !== undefined && files.length > 1) throw new CliError('report-for-one');
}

async function prepare(context: CommandContext, options: VerifyOptions): Promise<Verification> {
  const { sealed = false, maxSize } = options;
  const policy = await loadPolicy(options);
  const identities = sealed ? null : await loadOpeningKeys(context, options);
  return { policy, identities, maxSize };
}

async function verifyOne(
  context: CommandContext,
  file: string,
  verification: Verification,
  { report: reportPath, details }: VerifyOptions,
): Promise<CommandResult> {
  if (reportPath !== undefined) await clearStalePartials(dirname(reportPath), context);
  await using page = reportPath === undefined ? null : await createPublishedFile(reportPath);
  const report = await verifyFile(context, file, verification);
  if (page !== null) {
    await page.write(0, new TextEncoder().encode(renderHtml(report, context)));
    await page.publish();
  }
  return {
    status: statusOfVerdict(report),
    document: toDocument(context, report),
    lines: formatReport(report, context.language, details),
  };
}

async function verifyFile(
  context: CommandContext,
  file: string,
  { policy, identities, maxSize }: Verification,
): Promise<VerificationReport> {
  const { interruption } = context;
  await using source = await openBatch(file, { interruption, ...(maxSize !== undefined && { maxSize }) });
  const checking = {
    ledger: 'none',
    origin: file,
    onProgress: showProgress(context),
    signal: interruption.signal,
  } as const;
  return identities === null
    ? await verifySealed(source, policy, checking)
    : await verifyBatch(source, policy, { ...checking, identities });
}

/** Where there are several batches, one that cannot be read does not keep the others from being checked. */
async function tryVerify(context: CommandContext, file: string, verification: Verification): Promise<Outcome> {
  try {
    return { file, report: await verifyFile(context, file, verification) };
  } catch (error) {
    if (!isDescribedError(error) || error.code === 'interrupted') throw error;
    return { file, error };
  }
}

function toStatus(outcome: Outcome): ExitStatus {
  return 'report' in outcome ? statusOfVerdict(outcome.report) : exitStatus.environment;
}

function toEntry(outcome: Outcome, context: CommandContext): object {
  const { file } = outcome;
  if ('report' in outcome) return { file, report: toDocument(context, outcome.report) };
  const { code, details } = outcome.error;
  return { file, error: { code, message: outcome.error.describe(context.language), details } };
}

function toLine(outcome: Outcome, context: CommandContext): Line {
  if ('error' in outcome) return { text: outcome.error.describe(context.language), tone: 'bad' };
  return formatVerdict(context, outcome.report, outcome.file);
}

function toDetails(outcome: Outcome, { language }: CommandContext): readonly Line[] {
  if ('error' in outcome) return [];
  return ['', ...formatReport(outcome.report, language)];
}
