import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  CoreError,
  coSignFile,
  formatKeyId,
  type Identities,
  openFileSource,
  parseManifest,
  readContainer,
} from '@scelle/core';
import { encodeManifest } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials } from '../kernel/files.ts';
import { loadIdentities, loadSecretKey } from '../keys/load-keys.ts';
import { loadPolicy, type PolicyOptions } from '../keys/trusted-keys.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { confirmSigning, type Review, reviewBatch, showReview, withoutRecords } from './review.ts';

const texts = { en, fr };

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
  showReview(context, review);
  if (!yes) await confirmSigning(context);
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
    await coSignFile(path, encodeManifest(review.manifest), {
      signer,
      role,
      name,
      sample,
      signal: context.interruption.signal,
    });
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
  return { document, lines: texts[context.language].coSigned(document) };
}

async function reviewStructure(context: CommandContext, file: string): Promise<Review> {
  await using source = context.interruption.source(await openFileSource(file));
  const { manifest } = await readContainer(source);
  return { manifest: parseManifest(manifest), view: null };
}

/** With an identity in full; with the sender's key alone, as far as that reaches. */
async function reviewVerified(
  context: CommandContext,
  file: string,
  options: CosignOptions,
): Promise<Review | CommandResult> {
  return reviewBatch(context, file, await loadPolicy(options), await loadReviewer(context, options));
}

async function loadReviewer(
  context: CommandContext,
  { identity, identityPassphraseFile: file }: CosignOptions,
): Promise<Identities | null> {
  if (identity === undefined) return null;
  return loadIdentities(context, identity, { file, option: '--identity-passphrase-file', variable: null });
}
