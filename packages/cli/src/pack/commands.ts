import { CliError } from '../errors/cli-error.ts';
import { addCommand, type Frame } from '../kernel/frame.ts';
import { choiceParser, integerParser, listParser, nameParser } from '../kernel/parsers.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { GenerateOptions } from './generate.ts';
import type { PackOptions } from './pack.ts';
import type { PackToOptions } from './pack-to.ts';

const texts = { en, fr };

/** Declares `scelle pack`. */
export function declarePack(frame: Frame): void {
  const { shared, perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'pack')
    .argument('<INPUT...>', help.arguments.inputs)
    .option('--sender <NAME>', help.options.sender, nameParser('--sender'))
    .option('--recipient <NAME>', help.options.recipientName, nameParser('--recipient'))
    .option('--to <PEER>', help.options.packTo, nameParser('--to'))
    .stationOption()
    .option('--replaces <N>', help.options.replaces, integerParser('--replaces', 1, Number.MAX_SAFE_INTEGER))
    .requiredOption('--stream <NAME>', shared.options.stream, nameParser('--stream'))
    .option('--sequence <N>', help.options.sequence, integerParser('--sequence', 1, Number.MAX_SAFE_INTEGER))
    .option('--previous <BATCH|DIGEST>', help.options.previous)
    .option('--key <FILE>', help.options.key)
    .passphraseOption()
    .option('--recipient-key <FILE>', help.options.recipientKey, listParser())
    .option('--segments <DIR>', help.options.segments)
    .option('--content <FILE>', help.options.content)
    .option('--profile <NAME>', shared.options.profile)
    .option('--rejects <FILE>', help.options.rejects)
    .option('--out <DIR|FILE>', help.options.packOut)
    .action((inputs: string[], options: GivenPackOptions) =>
      perform(async (context) => {
        if (isForPeer(options)) {
          return (await import('./pack-to.ts')).packTo(context, inputs, requirePeerOptions(options));
        }
        return (await import('./pack.ts')).pack(context, inputs, requireFileOptions(options));
      }),
    );
}

const MAX_RECORDS = 5_000_000;

/** Declares `scelle generate`. */
export function declareGenerate(frame: Frame): void {
  const { perform } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'generate')
    .requiredOption('--records <N>', help.options.records, integerParser('--records', 0, MAX_RECORDS))
    .option(
      '--segments <none|tenth|all>',
      help.options.segmentShare,
      choiceParser('--segments', ['none', 'tenth', 'all']),
    )
    .option('--seed <S>', help.options.seed)
    .requiredOption('--out <DIR>', help.options.generateOut)
    .action((options: GenerateOptions) =>
      perform(async (context) => (await import('./generate.ts')).generate(context, options)),
    );
}

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
