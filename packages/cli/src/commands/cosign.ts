import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  CoreError,
  coSignFile,
  encodeManifest,
  findProfile,
  formatKeyId,
  type Identity,
  type Manifest,
  openFileSource,
  parseManifest,
  readContainer,
} from '@scelle/core';
import { verifyBatch } from '@scelle/verify';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { clearStalePartials } from '../files/stale-partials.ts';
import { loadIdentities, loadSecretKey } from '../keys/load-keys.ts';
import { loadPolicy, type PolicyOptions } from '../keys/trusted-keys.ts';
import { type BatchSummaryView, BatchView } from '../sampling/batch-view.ts';
import { createSampleSeed } from '../sampling/sample.ts';
import { refuse, showProgress } from '../view/report.ts';

/** Options of `scelle cosign`. */
export interface CosignOptions extends PolicyOptions {
  readonly key: string;
  readonly passphraseFile?: string;
  readonly role: string;
  readonly name: string;
  readonly identity?: string;
  readonly identityPassphraseFile?: string;
  readonly yes?: boolean;
}

/** What was looked at before signing. */
interface Review {
  readonly manifest: Manifest;
  /** Null where only the structure was looked at. */
  readonly view: BatchSummaryView | null;
}

/** `scelle cosign`: shows what a batch holds, asks, and adds a co-signature. */
export async function cosign(context: CommandContext, file: string, options: CosignOptions): Promise<CommandResult> {
  const { role, name, yes = false } = options;
  if (role === 'sender') throw new CoreError('co-signature-role', { name: role });
  if (!yes && !context.terminal.canAsk) throw new CliError('confirmation-missing');
  // The signed batch takes the place of the file itself, not of a link to it. What is missing, reading complains about.
  const path = await realpath(file).catch(() => file);
  const review =
    options.identity === undefined && options.signer === undefined
      ? await reviewStructure(context, path)
      : await reviewVerified(context, path, options);
  if ('document' in review) return review;
  const testData = findProfile(review.manifest.profile)?.test === true;
  const lines = context.texts.review({ ...forTerminal(context, review), testData });
  for (const line of lines) context.terminal.notice(line);
  if (!yes) await confirm(context);
  // Agents authenticate again to sign: the key is opened only now.
  const signer = await loadSecretKey(context, options.key, {
    file: options.passphraseFile,
    option: '--passphrase-file',
    variable: 'SCELLE_PASSPHRASE',
  });
  const sample = review.view?.sample.seed ?? null;
  try {
    context.interruption.check();
    await clearStalePartials(dirname(path), context);
    await coSignFile(path, encodeManifest(review.manifest), { signer, role, name, sample });
  } finally {
    signer.wipe();
  }
  const document = {
    file,
    role,
    name,
    keyId: formatKeyId(signer.keyNumber),
    sample,
    view: withoutRecords(review.view),
  };
  return { document, lines: context.texts.coSigned(document) };
}

async function reviewStructure(context: CommandContext, file: string): Promise<Review> {
  await using source = context.interruption.source(await openFileSource(file));
  const { manifest } = await readContainer(source);
  return { manifest: parseManifest(manifest), view: null };
}

/** With an identity in full, and with a view of the content; with the sender's key alone, as far as that reaches. */
async function reviewVerified(
  context: CommandContext,
  file: string,
  options: CosignOptions,
): Promise<Review | CommandResult> {
  const policy = await loadPolicy(options);
  const identities = await loadReviewer(context, options);
  const consumer = new BatchView(createSampleSeed());
  await using source = context.interruption.source(await openFileSource(file));
  const report = await verifyBatch(source, policy, {
    identities,
    origin: file,
    consumer,
    onProgress: showProgress(context),
  });
  if (report.verdict !== 'accepted' || report.manifest === null) return refuse(context, report);
  return { manifest: report.manifest, view: identities.length > 0 ? consumer.summary() : null };
}

async function loadReviewer(
  context: CommandContext,
  { identity, identityPassphraseFile: file }: CosignOptions,
): Promise<readonly Identity[]> {
  if (identity === undefined) return [];
  return loadIdentities(context, identity, { file, option: '--identity-passphrase-file', variable: null });
}

/** The review as it is shown: without its records where there is no screen, because messages may then end in a log. */
function forTerminal({ terminal, texts }: CommandContext, { manifest, view }: Review): Review {
  if (view === null || terminal.isScreen) return { manifest, view };
  const records = [texts.sampleNotShown(view.sample.indices)];
  return { manifest, view: { ...view, sample: { ...view.sample, records } } };
}

async function confirm({ terminal, texts }: CommandContext): Promise<void> {
  const answer = await terminal.ask(texts.askToSign, { hidden: false });
  if (!/^(?:y|yes|o|oui)$/i.test(answer.trim())) throw new CliError('not-confirmed');
}

/** Documents are kept and logged, so they name the records of the sample and do not repeat them. */
function withoutRecords(view: BatchSummaryView | null): object | null {
  if (view === null) return null;
  const { seed, indices } = view.sample;
  return { ...view, sample: { seed, indices } };
}
