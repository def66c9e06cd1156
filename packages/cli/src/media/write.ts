import { dirname } from 'node:path';
import { type DiscType, writeMediaSet } from '@scelle/media';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { clearStalePartials } from '../kernel/files.ts';
import { loadSecretKey } from '../keys/load-keys.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { showMediaProgress, toReceiptFiles } from './progress.ts';

const texts = { en, fr };

/** Options of `scelle media write`. */
export interface MediaWriteOptions {
  readonly key: string;
  readonly passphraseFile?: string;
  readonly disc: DiscType | number;
  readonly parity?: number;
  readonly spareDiscs?: number;
  readonly iso?: boolean;
  readonly label?: string;
  readonly contact?: string;
  readonly receipt?: readonly string[];
  readonly out: string;
}

/** `scelle media write`: lays batches out on discs. */
export async function mediaWrite(
  context: CommandContext,
  batches: readonly string[],
  options: MediaWriteOptions,
): Promise<CommandResult> {
  const { key, passphraseFile, receipt, iso = false, ...layout } = options;
  await clearStalePartials(dirname(options.out), context);
  const signer = await loadSecretKey(context, key, {
    file: passphraseFile,
    option: '--passphrase-file',
    variable: 'SCELLE_PASSPHRASE',
  });
  try {
    const contents = { batches, receipts: toReceiptFiles(receipt) };
    const { language } = context;
    const onProgress = showMediaProgress(context);
    const written = await writeMediaSet(contents, signer, {
      ...layout,
      images: iso,
      language,
      onProgress,
      signal: context.interruption.signal,
    });
    const document = { out: options.out, ...written };
    return { document, lines: texts[context.language].setWritten(document) };
  } finally {
    signer.wipe();
  }
}
