import { CliError } from '../errors/cli-error.ts';
import { addCommand, type Frame, requireArgument } from '../kernel/frame.ts';
import { meanings } from '../kernel/meanings.ts';
import { choiceParser, sizeParser } from '../kernel/parsers.ts';
import type { ConvertOptions } from './convert.ts';
import { en } from './en.ts';
import type { ExportOptions } from './export.ts';
import type { ExportImportedOptions } from './export-imported.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

const mapping = {
  en: 'TOML or JSON file that tells columns, words, defaults and contacts',
  fr: 'fichier TOML ou JSON qui dit les colonnes, les mots, les valeurs par défaut et les contacts',
};
const notes = {
  en: 'new file for every note (default: a summary on standard error)',
  fr: 'nouveau fichier pour chaque note (par défaut, un résumé sur la sortie d’erreur)',
};
const skipRefused = {
  en: 'leave out records that are refused, and go on',
  fr: 'laisser de côté les enregistrements refusés, et continuer',
};

/** Declares `scelle convert`. */
export function declareConvert(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'convert')
    .argument(
      '<INPUT...>',
      say({
        en: 'files in the other format; - is standard input',
        fr: 'fichiers dans l’autre format ; - est l’entrée standard',
      }),
    )
    .option(
      '--format <csv|acns|xarf>',
      say({
        en: 'format of the inputs: csv, acns or xarf (required but with --guess)',
        fr: 'format des entrées : csv, acns ou xarf (obligatoire sauf avec --guess)',
      }),
      choiceParser('--format', ['csv', 'acns', 'xarf']),
    )
    .option(
      '--guess',
      say({
        en: 'look at a table, and write a mapping for it with what a person has to decide',
        fr: 'regarder un tableau, et en écrire une table de correspondance avec ce qu’une personne doit décider',
      }),
    )
    .option(
      '--check',
      say({
        en: 'write nothing; show the notes and the first three records',
        fr: 'ne rien écrire ; montrer les notes et les trois premiers enregistrements',
      }),
    )
    .option('--mapping <FILE>', say(mapping))
    .option('--profile <NAME>', say(meanings.profile))
    .option('--notes <FILE>', say(notes))
    .option('--skip-refused', say(skipRefused))
    .option(
      '--withdrawals <FILE>',
      say({
        en: 'new file for the records that retracted notices and closed cases take back',
        fr: 'nouveau fichier pour les enregistrements que reprennent avis repris et dossiers clos',
      }),
    )
    .option(
      '--out <FILE|->',
      say({
        en: 'new file for the records, or - for standard output',
        fr: 'nouveau fichier pour les enregistrements, ou - pour la sortie standard',
      }),
      '-',
    )
    .action((inputs: string[], options: ConvertOptions) =>
      perform(async (context) =>
        options.guess
          ? (await import('./guess.ts')).guess(context, inputs, options)
          : (await import('./convert.ts')).convert(context, inputs, options),
      ),
    );
}

/** Declares `scelle export`. */
export function declareExport(frame: Frame): void {
  const { perform, say } = frame;
  const { help } = texts[frame.language];
  addCommand(frame, help, 'export')
    .argument('[BATCH]', say(meanings.batch))
    .option(
      '--format <csv|acns|xarf|stix|parquet>',
      say({
        en: 'format to write: csv, acns, xarf, stix or parquet (required but with --for)',
        fr: 'format à écrire : csv, acns, xarf, stix ou parquet (obligatoire sauf avec --for)',
      }),
      choiceParser('--format', ['csv', 'acns', 'xarf', 'stix', 'parquet']),
    )
    .option(
      '--for <provider>',
      say({
        en: 'provider: record id, address, port and time alone, and nothing of the work',
        fr: 'provider : identifiant, adresse, port et heure seulement, et rien de l’œuvre',
      }),
      choiceParser('--for', ['provider']),
    )
    .option('--mapping <FILE>', say(mapping))
    .option(
      '--no-neutralise-formulas',
      say({
        en: 'leave CSV cells as they are, even those that begin a formula',
        fr: 'laisser les cellules CSV telles quelles, même celles qui commencent une formule',
      }),
    )
    .option('--notes <FILE>', say(notes))
    .option('--skip-refused', say(skipRefused))
    .policyOptions()
    .openingKeyOptions()
    .option('--max-size <BYTES>', say(meanings.maxSize), sizeParser('--max-size'))
    .option('--from-database', say(meanings.fromDatabase))
    .option('--into <URL>', say(meanings.into))
    .stationOption()
    .requiredOption(
      '--out <FILE|->',
      say({ en: 'new file, or - for standard output', fr: 'nouveau fichier, ou - pour la sortie standard' }),
    )
    .action((batch: string | undefined, given: GivenExportOptions) =>
      perform(async (context) => {
        const options = requireFormat(given);
        return options.fromDatabase
          ? (await import('./export-imported.ts')).exportImported(context, batch, options)
          : (await import('./export.ts')).exportBatch(context, requireArgument(batch, 'BATCH'), options);
      }),
    );
}

/** Options of `scelle export`, as they were given. */
type GivenExportOptions = Omit<ExportOptions & ExportImportedOptions, 'format'> &
  Partial<Pick<ExportOptions, 'format'>>;

/** What a provider is asked with is a table; otherwise the format must be named. Throws `option-missing`. */
function requireFormat(given: GivenExportOptions): ExportOptions & ExportImportedOptions {
  const format = given.format ?? (given.for === undefined ? undefined : 'csv');
  if (format === undefined) throw new CliError('option-missing', { name: '--format <csv|acns|xarf|stix|parquet>' });
  return { ...given, format };
}
