import type { ClosableSource, Identity } from '@scelle/core';
import { type ContentConsumer, type Policy, type VerificationReport, verifyBatch } from '@scelle/verify';
import type { CommandContext } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { openBatch } from '../files/open-batch.ts';
import { type PinnedSource, pinSource } from '../files/pinned-source.ts';
import { loadOpeningKeys, type OpeningKeyOptions } from '../keys/opening-keys.ts';
import { loadPolicy, type PolicyOptions } from '../keys/trusted-keys.ts';
import { showProgress } from '../view/report.ts';

/** Options of commands that release what is in a batch. */
export interface OpeningOptions extends PolicyOptions, OpeningKeyOptions {
  readonly maxSize?: number;
}

/** What is opened, and with what. Made for `await using`. */
export interface Opening extends AsyncDisposable {
  readonly source: PinnedSource;
  readonly file: string;
  readonly policy: Policy;
  readonly identities: readonly Identity[];
}

/** Opens a batch to be verified in full. Throws the codes of `loadPolicy`, `loadOpeningKeys` and `openBatch`. */
export async function createOpening(context: CommandContext, file: string, options: OpeningOptions): Promise<Opening> {
  const { maxSize } = options;
  const policy = await loadPolicy(options);
  const identities = await loadOpeningKeys(context, options);
  const { interruption } = context;
  const batch: ClosableSource = await openBatch(file, { interruption, ...(maxSize !== undefined && { maxSize }) });
  return { source: pinSource(batch, file), file, policy, identities, [Symbol.asyncDispose]: () => batch.close() };
}

/** Verifies the batch in full; what the consumer takes is provisional until the report says `accepted`. */
export async function verifyOpening(
  context: CommandContext,
  { source, file, policy, identities }: Opening,
  consumer?: ContentConsumer,
): Promise<VerificationReport> {
  const onProgress = showProgress(context);
  return verifyBatch(source, policy, { identities, origin: file, onProgress, ...(consumer && { consumer }) });
}

/**
 * Releases what is in a batch to a consumer that cannot take anything back: a first pass decides, and a second one over
 * the same bytes releases. Gives the report of the first, by which nothing was released unless it says `accepted`.
 * Throws `batch-not-accepted` and `batch-changed` where the second pass came to something else.
 */
export async function releaseInSecondPass(
  context: CommandContext,
  opening: Opening,
  consumer: ContentConsumer,
): Promise<VerificationReport> {
  const report = await verifyOpening(context, opening);
  if (report.verdict !== 'accepted') return report;
  opening.source.pin();
  const released = await verifyOpening(context, opening, consumer);
  if (released.verdict === 'accepted') return report;
  throw new CliError('batch-not-accepted', { file: opening.file, found: released.codes.join(', ') });
}
