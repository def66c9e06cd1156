import { findProfile, type Identities, type Manifest, openFileSource } from '@scelle/core';
import type { RecordIds } from '@scelle/station';
import { type ContentConsumer, type Policy, verifyBatch, verifySealed } from '@scelle/verify';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { refuse, showProgress } from '../verify/report.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { type BatchSummaryView, BatchView, createSampleSeed } from './sample.ts';

const texts = { en, fr };

/** What was looked at before signing. */
export interface Review {
  readonly manifest: Manifest;
  /** Null where only the structure was looked at. */
  readonly view: BatchSummaryView | null;
}

/**
 * Looks at a batch before it is signed: verified as far as the identities reach, with a view of the content where they
 * open it. `recordIds` takes the ids of its records. Gives the refusal where it is not accepted.
 */
export async function reviewBatch(
  context: CommandContext,
  file: string,
  policy: Policy,
  identities: Identities | null,
  recordIds?: RecordIds,
): Promise<Review | CommandResult> {
  const view = new BatchView(createSampleSeed());
  const consumer: ContentConsumer = {
    begin: (manifest) => view.begin(manifest),
    takeGroup: async (group) => {
      await view.takeGroup(group);
      await recordIds?.takeGroup(group);
    },
  };
  await using source = context.interruption.source(await openFileSource(file));
  const { signal } = context.interruption;
  const checking = { ledger: 'none', origin: file, onProgress: showProgress(context), signal } as const;
  if (identities === null) {
    const report = await verifySealed(source, policy, checking);
    return report.verdict === 'sealed' ? { manifest: report.manifest, view: null } : refuse(context, report);
  }
  const report = await verifyBatch(source, policy, { ...checking, identities, consumer });
  if (report.verdict !== 'accepted') return refuse(context, report);
  return { manifest: report.manifest, view: view.summary() };
}

/** Shows what was looked at to the person who is to sign. */
export function showReview(context: CommandContext, review: Review): void {
  const testData = findProfile(review.manifest.profile)?.test === true;
  for (const line of texts[context.language].review({ ...forTerminal(context, review), testData }))
    context.terminal.notice(line);
}

/** The review as it is shown: without its records where there is no screen, because messages may then end in a log. */
function forTerminal(
  { terminal, language }: CommandContext,
  { manifest, view }: Review,
): Pick<Review, 'manifest' | 'view'> {
  if (view === null || terminal.isScreen) return { manifest, view };
  const records = [texts[language].sampleNotShown(view.sample.indices)];
  return { manifest, view: { ...view, sample: { ...view.sample, records } } };
}

/** Asks on the terminal whether to sign. Throws `not-confirmed`. */
export async function confirmSigning({ terminal, language }: CommandContext): Promise<void> {
  const answer = await terminal.ask(texts[language].askToSign, { hidden: false });
  if (!/^(?:y|yes|o|oui)$/i.test(answer.trim())) throw new CliError('not-confirmed');
}

/** What was looked at, for a document: these are kept and logged, so they name the records of the sample without repeating them. */
export function withoutRecords(view: BatchSummaryView | null): object | null {
  if (view === null) return null;
  const { seed, indices } = view.sample;
  return { ...view, sample: { seed, indices } };
}
