import type { Command } from 'commander';
import type { MediaCheckOptions } from '../commands/media-check.ts';
import type { MediaPatchOptions } from '../commands/media-patch.ts';
import type { GivenReadOptions, GivenWriteOptions } from '../discs/disc-options.ts';
import {
  discParser,
  integerParser,
  listParser,
  namedFilesParser,
  nameParser,
  shareParser,
} from '../options/parsers.ts';
import type { StationOptions } from '../station/open-desk.ts';
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
    .argument('[BATCH...]', help.arguments.mediaBatches)
    .option('--key <FILE>', help.options.mediaKey)
    .option('--pending', help.options.mediaPending)
    .option('--to <PEER>', help.options.mediaTo, nameParser('--to'))
    .option('--receipts <PEER>', help.options.mediaReceipts, nameParser('--receipts'))
    .option('--again', help.options.mediaAgain)
    .option('--station <DIR>', help.options.station)
    .option('--passphrase-file <FILE>', help.options.passphraseFile)
    .option('--disc <TYPE|BYTES>', help.options.disc, discParser('--disc'), 'dvd')
    .option('--parity <PERCENT>', help.options.parity, shareParser('--parity', 200))
    .option('--spare-discs <N>', help.options.spareDiscs, integerParser('--spare-discs', 0, 50))
    .option('--iso', help.options.iso)
    .option('--label <TEXT>', help.options.discLabel)
    .option('--contact <TEXT>', help.options.contact)
    .option('--receipt <FILE>', help.options.mediaReceipt, listParser())
    .option('--seal-number <TEXT>', help.options.sealNumber, listParser())
    .option('--serial-number <TEXT>', help.options.serialNumber, listParser())
    .option('--courier <TEXT>', help.options.courier)
    .option('--packed-by <TEXT>', help.options.packedBy)
    .requiredOption('--out <DIR>', help.options.mediaOut)
    .action((batches: string[], options: GivenWriteOptions) =>
      perform(async (context) => {
        const { isFromStation, requireFileWriting, requireStationWriting } = await import('../discs/disc-options.ts');
        if (isFromStation(options)) {
          const required = requireStationWriting(batches, options);
          return (await import('../commands/media-write-pending.ts')).mediaWritePending(context, required);
        }
        const required = requireFileWriting(batches, options);
        return (await import('../commands/media-write.ts')).mediaWrite(context, batches, required);
      }),
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
    .option('--out <DIR>', help.options.mediaReadOut)
    .option('--station <DIR>', help.options.station)
    .option('--seal-number <TEXT>', help.options.sealNumberFound, listParser())
    .option('--opened-by <TEXT>', help.options.openedBy)
    .action((paths: string[], options: GivenReadOptions) =>
      perform(async (context) => {
        const { requireFileReading, requireStationReading } = await import('../discs/disc-options.ts');
        const { out } = options;
        if (out !== undefined) {
          const required = requireFileReading({ ...options, out });
          return (await import('../commands/media-read.ts')).mediaRead(context, paths, required);
        }
        const required = requireStationReading(options);
        return (await import('../commands/media-read-station.ts')).mediaReadStation(context, paths, required);
      }),
    );
}

function declarePatch(frame: Frame, media: Command): void {
  const { help, perform } = frame;
  addCommand(frame, 'media patch', media)
    .argument('[BATCH...]', help.arguments.mediaBatches)
    .option('--station <DIR>', help.options.station)
    .requiredOption('--request <FILE>', help.options.request)
    .option('--receipt <FILE>', help.options.mediaReceipt, listParser())
    .requiredOption('--out <DIR>', help.options.patchOut)
    .action((batches: string[], options: MediaPatchOptions & StationOptions) =>
      perform(async (context) =>
        batches.length === 0 && options.receipt === undefined
          ? (await import('../commands/media-patch-station.ts')).mediaPatchStation(context, options)
          : (await import('../commands/media-patch.ts')).mediaPatch(context, batches, options),
      ),
    );
}
