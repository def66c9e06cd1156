import type { Command } from 'commander';
import type { MediaCheckOptions } from '../commands/media-check.ts';
import type { MediaPatchOptions } from '../commands/media-patch.ts';
import type { MediaReadOptions } from '../commands/media-read.ts';
import type { MediaWriteOptions } from '../commands/media-write.ts';
import {
  discParser,
  integerParser,
  listParser,
  namedFilesParser,
  nameParser,
  shareParser,
} from '../options/parsers.ts';
import { addCommand, type Frame } from './frame.ts';

/** Declares `scelle media write`, `check`, `read` and `patch`. */
export function declareMedia(frame: Frame): void {
  const media = addCommand(frame, 'media');
  declareWrite(frame, media);
  declareCheck(frame, media);
  declareRead(frame, media);
  declarePatch(frame, media);
}

function declareWrite(frame: Frame, media: Command): void {
  const { help, perform } = frame;
  addCommand(frame, 'media write', media)
    .argument('<BATCH...>', help.arguments.mediaBatches)
    .requiredOption('--key <FILE>', help.options.mediaKey)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--disc <TYPE|BYTES>', help.options.disc, discParser('--disc'), 'dvd')
    .option('--parity <PERCENT>', help.options.parity, shareParser('--parity', 200))
    .option('--spare-discs <N>', help.options.spareDiscs, integerParser('--spare-discs', 0, 50))
    .option('--iso', help.options.iso)
    .option('--label <TEXT>', help.options.discLabel)
    .option('--contact <TEXT>', help.options.contact)
    .option('--receipt <FILE>', help.options.mediaReceipt, listParser())
    .requiredOption('--out <DIR>', help.options.mediaOut)
    .action((batches: string[], options: MediaWriteOptions) =>
      perform(async (context) => (await import('../commands/media-write.ts')).mediaWrite(context, batches, options)),
    );
}

function declareCheck(frame: Frame, media: Command): void {
  const { help, perform } = frame;
  addCommand(frame, 'media check', media)
    .argument('<PATH...>', help.arguments.mediaPaths)
    .option('--signer <NAME=FILE>', help.options.mediaSigner, namedFilesParser('--signer'))
    .option('--recipient <NAME>', help.options.mediaRecipient, nameParser('--recipient'))
    .option('--retries <N>', help.options.retries, integerParser('--retries', 0, 100))
    .option('--report <FILE>', help.options.mediaReport)
    .option('--request <FILE>', help.options.requestOut)
    .action((paths: string[], options: MediaCheckOptions) =>
      perform(async (context) => (await import('../commands/media-check.ts')).mediaCheck(context, paths, options)),
    );
}

function declareRead(frame: Frame, media: Command): void {
  const { help, perform } = frame;
  addCommand(frame, 'media read', media)
    .argument('<PATH...>', help.arguments.mediaPaths)
    .option('--signer <NAME=FILE>', help.options.mediaSigner, namedFilesParser('--signer'))
    .option('--recipient <NAME>', help.options.mediaRecipient, nameParser('--recipient'))
    .option('--retries <N>', help.options.retries, integerParser('--retries', 0, 100))
    .option('--session <DIR>', help.options.session)
    .requiredOption('--out <DIR>', help.options.mediaReadOut)
    .action((paths: string[], options: MediaReadOptions) =>
      perform(async (context) => (await import('../commands/media-read.ts')).mediaRead(context, paths, options)),
    );
}

function declarePatch(frame: Frame, media: Command): void {
  const { help, perform } = frame;
  addCommand(frame, 'media patch', media)
    .argument('<BATCH...>', help.arguments.mediaBatches)
    .requiredOption('--request <FILE>', help.options.request)
    .option('--receipt <FILE>', help.options.mediaReceipt, listParser())
    .requiredOption('--out <DIR>', help.options.patchOut)
    .action((batches: string[], options: MediaPatchOptions) =>
      perform(async (context) => (await import('../commands/media-patch.ts')).mediaPatch(context, batches, options)),
    );
}
