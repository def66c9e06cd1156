import { hash } from 'node:crypto';
import { findProfile, type Identities, type IpEvidence, type Manifest, openFileSource } from '@scelle/core';
import { type ContentConsumer, type Policy, type ProvisionalGroup, verifyBatch, verifySealed } from '@scelle/verify';
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
  identities: Identities | null,
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
  const { signal } = context.interruption;
  const checking = { ledger: 'none', origin: file, onProgress: showProgress(context), signal } as const;
  if (identities === null) {
    const report = await verifySealed(source, policy, checking);
    return report.verdict === 'sealed'
      ? { manifest: report.manifest, view: null, recordIds: null }
      : refuse(context, report);
  }
  const report = await verifyBatch(source, policy, { ...checking, identities, consumer });
  if (report.verdict !== 'accepted') return refuse(context, report);
  return { manifest: report.manifest, view: view.summary(), recordIds };
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

const FIRST_ROOM = 1 << 12;

/**
 * The ids of the records of a batch, eight bytes of a digest for each: enough that two are hardly ever taken for one, and
 * few enough for millions of them.
 */
export class RecordIds implements ContentConsumer {
  #digests = new BigUint64Array(FIRST_ROOM);
  #count = 0;

  async takeGroup({ records }: ProvisionalGroup): Promise<void> {
    for (const { record } of records) this.#add((record as IpEvidence).recordId);
  }

  #add(recordId: string): void {
    if (this.#count === this.#digests.length) {
      const larger = new BigUint64Array(2 * this.#count);
      larger.set(this.#digests);
      this.#digests = larger;
    }
    this.#digests[this.#count++] = hash('sha256', recordId, 'buffer').readBigUInt64BE();
  }

  /** How many records have the id of one before. */
  countRepeated(): number {
    const sorted = this.#sort();
    return sorted.reduce((repeated, digest, at) => repeated + Number(at > 0 && sorted[at - 1] === digest), 0);
  }

  /** How many records have an id that is in the other batch too. */
  countShared(other: RecordIds): number {
    const [mine, others] = [this.#sort(), other.#sort()];
    let at = 0;
    let shared = 0;
    for (const digest of mine) {
      while (at < others.length && others[at]! < digest) at += 1;
      shared += Number(others[at] === digest);
    }
    return shared;
  }

  #sort(): BigUint64Array {
    return this.#digests.subarray(0, this.#count).sort();
  }
}
