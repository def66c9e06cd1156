import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CoreError, createPublishedFile } from '@scelle/core';
import { Disposables, encodeShare, encryptIdentityFile, type Share, splitIdentity } from '@scelle/core/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials, publishTogether } from '../kernel/files.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { loadIdentityText } from './load-keys.ts';
import { choosePassphrase } from './passphrases.ts';

const texts = { en, fr };

/** Options of `scelle key split`. */
export interface KeySplitOptions {
  readonly shares: number;
  readonly threshold: number;
  readonly identityPassphraseFile?: string;
  /** One for each share, in their order. */
  readonly passphraseFile?: readonly string[];
  /** False with `--no-passphrase`. */
  readonly passphrase: boolean;
  readonly out: string;
}

/** `scelle key split`: splits an opening key into shares for several custodians. */
export async function keySplit(
  context: CommandContext,
  identityFile: string,
  options: KeySplitOptions,
): Promise<CommandResult> {
  checkPassphraseOptions(options);
  const identity = await loadIdentityText(context, identityFile, {
    file: options.identityPassphraseFile,
    option: '--identity-passphrase-file',
    variable: null,
  });
  const shares = await splitIdentity(identity, options);
  await refuseOtherShares(identityFile, options.out);
  const paths = shares.map((share) => nameShare(identityFile, share, options.out));
  await clearStalePartials(options.out, context);
  await writeShares(context, shares, paths, options);
  const { threshold } = options;
  const document = { identityFile, files: paths, threshold, recipient: identity.recipient };
  return { document, lines: texts[context.language].identitySplit(document) };
}

/** One passphrase for all shares would make one person of the custodians, so each has its own. */
function checkPassphraseOptions({ shares, passphrase, passphraseFile }: KeySplitOptions): void {
  if (passphraseFile === undefined) return;
  if (!passphrase) throw new CliError('options-conflict', { name: '--no-passphrase', found: '--passphrase-file' });
  const found = passphraseFile.length;
  if (found !== shares) throw new CliError('passphrase-files-count', { found, expected: shares });
}

function nameShare(identityFile: string, { number, count }: Share, folder: string): string {
  return join(folder, `${shareNamesOf(identityFile)}${number}-of-${count}`);
}

/** With what the names of the shares begin, however many there are. */
function shareNamesOf(identityFile: string): string {
  return `${basename(identityFile, '.identity')}.share-`;
}

/** Two sets side by side would be mixed up, and their shares do not fit together. Throws `target-exists`. */
async function refuseOtherShares(identityFile: string, folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const other = names.find((name) => name.startsWith(shareNamesOf(identityFile)) && /-of-\d+$/.test(name));
  if (other !== undefined) throw new CoreError('target-exists', { file: join(folder, other) });
}

/** Writes all shares or none. It is known that the names are free before anybody is asked for a passphrase. */
async function writeShares(
  context: CommandContext,
  shares: readonly Share[],
  paths: readonly string[],
  { passphrase, passphraseFile = [] }: KeySplitOptions,
): Promise<void> {
  await using started = new Disposables();
  const files = [];
  for (const path of paths) files.push({ path, file: started.use(await createPublishedFile(path)) });
  for (const [index, { path, file }] of files.entries()) {
    const plain = encodeShare(shares[index]!);
    const options = { file: passphraseFile[index], option: '--passphrase-file', variable: null } as const;
    const bytes = passphrase ? await encryptIdentityFile(plain, await choosePassphrase(context, path, options)) : plain;
    await file.write(0, bytes);
    plain.fill(0);
  }
  context.interruption.check();
  await publishTogether(files);
}
