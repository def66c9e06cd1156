import { CliError } from '../errors/cli-error.ts';
import { addCommand, type Frame, type ScelleCommand } from '../kernel/frame.ts';
import { discParser, integerParser, listParser, namedFilesParser, nameParser, shareParser } from '../kernel/parsers.ts';
import type { StationOptions } from '../kernel/station.ts';
import type { MediaCheckOptions } from './check.ts';
import type { MediaDropOptions } from './drop.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { MediaPatchOptions } from './patch.ts';
import type { MediaReadOptions } from './read.ts';
import type { MediaReadStationOptions } from './read-station.ts';
import type { MediaWriteOptions } from './write.ts';
import type { MediaWritePendingOptions } from './write-pending.ts';

const texts = { en, fr };

/** Declares `scelle media write`, `check`, `read`, `patch` and `drop`. */
export function declareMedia(frame: Frame): void {
  const { help } = texts[frame.language];
  const media = addCommand(frame, help, 'media');
  declareWrite(frame, media);
  declareCheck(frame, media);
  declareRead(frame, media);
  declarePatch(frame, media);
  declareDrop(frame, media);
}

function declareWrite(frame: Frame, media: ScelleCommand): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'media write', media)
    .argument('[BATCH...]', help.arguments.mediaBatches)
    .option('--key <FILE>', help.options.mediaKey)
    .option('--pending', help.options.mediaPending)
    .option('--to <PEER>', help.options.mediaTo, nameParser('--to'))
    .option('--receipts <PEER>', help.options.mediaReceipts, nameParser('--receipts'))
    .option('--again', help.options.mediaAgain)
    .stationOption()
    .passphraseOption()
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
        if (isFromStation(options)) {
          const required = requireStationWriting(batches, options);
          return (await import('./write-pending.ts')).mediaWritePending(context, required);
        }
        const required = requireFileWriting(batches, options);
        return (await import('./write.ts')).mediaWrite(context, batches, required);
      }),
    );
}

function declareCheck(frame: Frame, media: ScelleCommand): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'media check', media)
    .argument('<PATH...>', help.arguments.mediaPaths)
    .option('--signer <NAME=FILE>', help.options.mediaSigner, namedFilesParser('--signer'))
    .option('--recipient <NAME>', help.options.mediaRecipient, nameParser('--recipient'))
    .option('--retries <N>', help.options.retries, integerParser('--retries', 0, 100))
    .option('--report <FILE>', help.options.mediaReport)
    .option('--request <FILE>', help.options.requestOut)
    .action((paths: string[], options: MediaCheckOptions) =>
      perform(async (context) => (await import('./check.ts')).mediaCheck(context, paths, options)),
    );
}

function declareRead(frame: Frame, media: ScelleCommand): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'media read', media)
    .argument('<PATH...>', help.arguments.mediaPaths)
    .option('--signer <NAME=FILE>', help.options.mediaSigner, namedFilesParser('--signer'))
    .option('--recipient <NAME>', help.options.mediaRecipient, nameParser('--recipient'))
    .option('--retries <N>', help.options.retries, integerParser('--retries', 0, 100))
    .option('--session <DIR>', help.options.session)
    .option('--out <DIR>', help.options.mediaReadOut)
    .stationOption()
    .option('--seal-number <TEXT>', help.options.sealNumberFound, listParser())
    .option('--opened-by <TEXT>', help.options.openedBy)
    .action((paths: string[], options: GivenReadOptions) =>
      perform(async (context) => {
        const { out } = options;
        if (out !== undefined) {
          const required = requireFileReading({ ...options, out });
          return (await import('./read.ts')).mediaRead(context, paths, required);
        }
        const required = requireStationReading(options);
        return (await import('./read-station.ts')).mediaReadStation(context, paths, required);
      }),
    );
}

function declarePatch(frame: Frame, media: ScelleCommand): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'media patch', media)
    .argument('[BATCH...]', help.arguments.mediaBatches)
    .stationOption()
    .requiredOption('--request <FILE>', help.options.request)
    .option('--receipt <FILE>', help.options.mediaReceipt, listParser())
    .requiredOption('--out <DIR>', help.options.patchOut)
    .action((batches: string[], options: MediaPatchOptions & StationOptions) =>
      perform(async (context) =>
        batches.length === 0 && options.receipt === undefined
          ? (await import('./patch.ts')).mediaPatchStation(context, options)
          : (await import('./patch.ts')).mediaPatch(context, batches, options),
      ),
    );
}

function declareDrop(frame: Frame, media: ScelleCommand): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'media drop', media)
    .argument('<SET>', help.arguments.mediaSet)
    .requiredOption('--reason <TEXT>', shared.options.reason)
    .stationOption()
    .action((set: string, options: MediaDropOptions) =>
      perform(async (context) => (await import('./drop.ts')).mediaDrop(context, set, options)),
    );
}

/** All options of `scelle media write`, as they were given. */
export type GivenWriteOptions = MediaWritePendingOptions & Omit<MediaWriteOptions, 'key'> & { readonly key?: string };

/** All options of `scelle media read`, as they were given. */
export type GivenReadOptions = MediaReadStationOptions & Omit<MediaReadOptions, 'out'> & { readonly out?: string };

type WriteOptionNames = Partial<Record<keyof GivenWriteOptions, string>>;
type ReadOptionNames = Partial<Record<keyof GivenReadOptions, string>>;

/** What only a station has, under the names of the options. */
const stationWriteOptions = {
  to: '--to',
  again: '--again',
  station: '--station',
  sealNumber: '--seal-number',
  serialNumber: '--serial-number',
  courier: '--courier',
  packedBy: '--packed-by',
} satisfies WriteOptionNames;

const stationReadOptions = {
  station: '--station',
  sealNumber: '--seal-number',
  openedBy: '--opened-by',
} satisfies ReadOptionNames;

/** What a station knows by itself. */
const fileWriteOptions = { key: '--key', receipt: '--receipt' } satisfies WriteOptionNames;

const fileReadOptions = {
  session: '--session',
  signer: '--signer',
  recipient: '--recipient',
} satisfies ReadOptionNames;

/** Whether it is a station whose batches or receipts are written. */
export function isFromStation({ pending, receipts }: GivenWriteOptions): boolean {
  return pending === true || receipts !== undefined;
}

/** The options of writing files. Throws `argument-missing`, `option-missing`, `options-conflict`. */
export function requireFileWriting(batches: readonly string[], options: GivenWriteOptions): MediaWriteOptions {
  const { key } = options;
  const given = findGiven(options, stationWriteOptions);
  if (given !== undefined) throw new CliError('option-missing', { name: '--pending', found: given });
  if (batches.length === 0 && options.receipt === undefined) throw new CliError('argument-missing', { name: 'BATCH' });
  if (key === undefined) throw new CliError('option-missing', { name: '--key <FILE>' });
  return { ...options, key };
}

/** The options of writing what waits at a station. Throws `options-conflict` where one says what the station knows. */
export function requireStationWriting(
  batches: readonly string[],
  options: GivenWriteOptions,
): MediaWritePendingOptions {
  const name = options.pending === true ? '--pending' : '--receipts';
  if (batches.length > 0) throw new CliError('options-conflict', { name, found: 'BATCH' });
  const given = findGiven(options, fileWriteOptions);
  if (given !== undefined) throw new CliError('options-conflict', { name, found: given });
  return options;
}

/** The options of reading into a folder. Throws `options-conflict`. */
export function requireFileReading(options: GivenReadOptions & Pick<MediaReadOptions, 'out'>): MediaReadOptions {
  const given = findGiven(options, stationReadOptions);
  if (given !== undefined) throw new CliError('options-conflict', { name: '--out', found: given });
  return options;
}

/** The options of reading into a station. Throws `options-conflict` where one says what the station knows. */
export function requireStationReading(options: GivenReadOptions): MediaReadStationOptions {
  const given = findGiven(options, fileReadOptions);
  if (given !== undefined) throw new CliError('option-missing', { name: '--out <DIR>', found: given });
  return options;
}

function findGiven(options: object, names: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(names).find(([key]) => Object.hasOwn(options, key))?.[1];
}
