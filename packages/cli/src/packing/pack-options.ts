import type { PackOptions } from '../commands/pack.ts';
import type { PackToOptions } from '../commands/pack-to.ts';
import { CliError } from '../errors/cli-error.ts';

/** All options of `scelle pack`, as they were given. */
export type GivenPackOptions = Partial<Omit<PackOptions, 'stream'>> &
  Partial<PackToOptions> & { readonly stream: string };

/** What a station knows by itself, under the names of the options that say it otherwise. */
const fileOptions = {
  sender: '--sender <NAME>',
  recipient: '--recipient <NAME>',
  sequence: '--sequence <N>',
  key: '--key <FILE>',
  recipientKey: '--recipient-key <FILE>',
  out: '--out <DIR|FILE>',
} as const;

/** What only packing for a peer takes. */
const stationOptions = { replaces: '--replaces <N>', station: '--station <DIR>' } as const;

/** Whether the batch is packed for a peer of a station. */
export function isForPeer(options: GivenPackOptions): options is GivenPackOptions & PackToOptions {
  return options.to !== undefined;
}

/** The options of packing without a station. Throws `option-missing` and `options-conflict`. */
export function requireFileOptions(options: GivenPackOptions): PackOptions {
  for (const [key, name] of Object.entries(fileOptions)) {
    if (options[key as keyof typeof fileOptions] === undefined) throw new CliError('option-missing', { name });
  }
  for (const [key, found] of Object.entries(stationOptions)) {
    if (options[key as keyof typeof stationOptions] === undefined) continue;
    throw new CliError('option-missing', { name: '--to <PEER>', found });
  }
  return options as PackOptions;
}

/** The options of packing for a peer. Throws `options-conflict` where one says what the station knows. */
export function requirePeerOptions(options: GivenPackOptions & PackToOptions): PackToOptions {
  for (const [key, found] of Object.entries({ ...fileOptions, previous: '--previous' })) {
    if (options[key as keyof GivenPackOptions] === undefined) continue;
    throw new CliError('options-conflict', { name: '--to', found: found.split(' ')[0]! });
  }
  return options;
}
