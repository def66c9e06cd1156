import { findProfile, type Identity, type Manifest, openFileSource } from '@scelle/core';
import { type ContentConsumer, type Policy, verifyBatch } from '@scelle/verify';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { type BatchSummaryView, BatchView } from '../sampling/batch-view.ts';
import { createSampleSeed } from '../sampling/sample.ts';
import { refuse, showProgress } from '../view/report.ts';
import { RecordIds } from './record-ids.ts';

/** What was looked at before signing. */
export interface Review {
  readonly manifest: Manifest;
  /** Null where only the structure was looked at. */
  readonly view: BatchSummaryView | null;
  readonly recordIds: RecordIds | null;
}

/**
 * Looks at a batch before it is signed: verified as far as the identities reach, with a view of the content where they
 * open it. Gives the refusal where it is not accepted.
 */
export async function reviewBatch(
  context: CommandContext,
  file: string,
  policy: Policy,
  identities: readonly Identity[],
): Promise<Review | CommandResult> {
  const [view, recordIds] = [new BatchView(createSampleSeed()), new RecordIds()];
  const consumer: ContentConsumer = {
    begin: (manifest) => view.begin(manifest),
    takeGroup: async (group) => {
      await view.takeGroup(group);
      await recordIds.takeGroup(group);
    },
  };
  await using source = context.interruption.source(await openFileSource(file));
  const report = await verifyBatch(source, policy, {
    identities,
    origin: file,
    ...(identities.length > 0 && { consumer }),
    onProgress: showProgress(context),
  });
  if (report.verdict !== 'accepted' || report.manifest === null) return refuse(context, report);
  const { manifest } = report;
  return identities.length > 0
    ? { manifest, view: view.summary(), recordIds }
    : { manifest, view: null, recordIds: null };
}

/** Shows what was looked at to the person who is to sign. */
export function showReview(context: CommandContext, review: Review): void {
  const testData = findProfile(review.manifest.profile)?.test === true;
  for (const line of context.texts.review({ ...forTerminal(context, review), testData })) context.terminal.notice(line);
}

/** The review as it is shown: without its records where there is no screen, because messages may then end in a log. */
function forTerminal(
  { terminal, texts }: CommandContext,
  { manifest, view }: Review,
): Pick<Review, 'manifest' | 'view'> {
  if (view === null || terminal.isScreen) return { manifest, view };
  const records = [texts.sampleNotShown(view.sample.indices)];
  return { manifest, view: { ...view, sample: { ...view.sample, records } } };
}

/** Asks on the terminal whether to sign. Throws `not-confirmed`. */
export async function confirmSigning({ terminal, texts }: CommandContext): Promise<void> {
  const answer = await terminal.ask(texts.askToSign, { hidden: false });
  if (!/^(?:y|yes|o|oui)$/i.test(answer.trim())) throw new CliError('not-confirmed');
}

/** What was looked at, for a document: these are kept and logged, so they name the records of the sample without repeating them. */
export function withoutRecords(view: BatchSummaryView | null): object | null {
  if (view === null) return null;
  const { seed, indices } = view.sample;
  return { ...view, sample: { seed, indices } };
}
