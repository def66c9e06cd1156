import { CliError } from '../errors/cli-error.ts';
import type { MediaReadOptions } from './read.ts';
import type { MediaReadStationOptions } from './read-station.ts';
import type { MediaWriteOptions } from './write.ts';
import type { MediaWritePendingOptions } from './write-pending.ts';

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
