import { CliError } from '../errors/cli-error.ts';
import { addCommand, type Frame } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
import { choiceParser, integerParser, listParser, nameParser } from '../kernel/parsers.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import type { GenerateOptions } from './generate.ts';
import type { PackOptions } from './pack.ts';
import type { PackToOptions } from './pack-to.ts';

const texts = { en, fr };

/** Declares `scelle pack`. */
export function declarePack(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'pack')
    .argument(
      '<INPUT...>',
      say({
        en: 'records as JSON Lines; - is standard input',
        fr: 'enregistrements en JSON Lines ; - est l’entrée standard',
      }),
    )
    .option(
      '--sender <NAME>',
      say({ en: 'name of the sending party', fr: 'nom de l’expéditeur' }),
      nameParser('--sender'),
    )
    .option(
      '--recipient <NAME>',
      say({ en: 'name of the receiving party', fr: 'nom du destinataire' }),
      nameParser('--recipient'),
    )
    .option(
      '--to <PEER>',
      say({
        en: 'peer to whom the batch goes: keys, number and previous batch are those of the station',
        fr: 'pair auquel va le lot : clés, numéro et lot précédent sont ceux du poste',
      }),
      nameParser('--to'),
    )
    .stationOption()
    .option(
      '--replaces <N>',
      say({
        en: 'number of a rejected batch of this stream that this one corrects',
        fr: 'numéro d’un lot rejeté de ce flux que celui-ci corrige',
      }),
      integerParser('--replaces', 1, Number.MAX_SAFE_INTEGER),
    )
    .requiredOption('--stream <NAME>', say(meanings.stream), nameParser('--stream'))
    .option(
      '--sequence <N>',
      say({ en: 'number of the batch in its stream, from 1', fr: 'numéro du lot dans son flux, à partir de 1' }),
      integerParser('--sequence', 1, Number.MAX_SAFE_INTEGER),
    )
    .option(
      '--previous <BATCH|DIGEST>',
      say({
        en: 'the batch before, or the SHA-256 of its manifest; demanded from 2 on',
        fr: 'le lot précédent, ou le SHA-256 de son manifeste ; exigé à partir de 2',
      }),
    )
    .option('--key <FILE>', say({ en: 'secret key of the sender', fr: 'clé secrète de l’expéditeur' }))
    .passphraseOption()
    .option(
      '--recipient-key <FILE>',
      say({
        en: 'file of recipients who can open the batch; may be repeated',
        fr: 'fichier de destinataires qui peuvent ouvrir le lot ; peut être répété',
      }),
      listParser(),
    )
    .option(
      '--segments <DIR>',
      say({
        en: 'folder of the segments, each named by its SHA-256',
        fr: 'dossier des segments, chacun nommé par son SHA-256',
      }),
    )
    .option(
      '--content <FILE>',
      say({
        en: 'JSON file with legalBasis, authorisation and agents',
        fr: 'fichier JSON avec legalBasis, authorisation et agents',
      }),
    )
    .option('--profile <NAME>', say(meanings.profile))
    .option('--profile-from <FILE>', say(meanings.profileFrom))
    .option(
      '--rejects <FILE>',
      say({
        en: 'new file for invalid records, which are left out; some must be valid',
        fr: 'nouveau fichier pour les enregistrements invalides, mis à part ; il en faut de valides',
      }),
    )
    .option(
      '--allow-empty',
      say({
        en: 'seal a batch without records, which says that there were none',
        fr: 'sceller un lot sans enregistrement, qui dit qu’il n’y en a pas eu',
      }),
    )
    .option(
      '--out <DIR|FILE>',
      say({
        en: 'folder of the batch, or its name if it ends with .scelle',
        fr: 'dossier du lot, ou son nom s’il finit par .scelle',
      }),
    )
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
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'generate')
    .requiredOption('--records <N>', say({ en: 'how many', fr: 'combien' }), integerParser('--records', 0, MAX_RECORDS))
    .option(
      '--segments <none|tenth|all>',
      say({
        en: 'which records keep a segment of the file: none, tenth or all (default: none)',
        fr: 'quels enregistrements gardent un segment du fichier : none, tenth ou all (par défaut none)',
      }),
      choiceParser('--segments', ['none', 'tenth', 'all']),
    )
    .option(
      '--seed <S>',
      say({ en: 'what the records follow from (default: scelle)', fr: 'graine dont tout découle (par défaut scelle)' }),
    )
    .requiredOption('--out <DIR>', say({ en: 'new or empty folder', fr: 'dossier nouveau ou vide' }))
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
