import type { ErrorDetails } from '@scelle/core';
import { defineErrors, formatExpectation } from '@scelle/core/internal';

/** The file, at the head of a message in English. */
export function placeEn({ file }: ErrorDetails): string {
  return file === undefined ? '' : `${file}: `;
}

/** The same in French. */
export function placeFr({ file }: ErrorDetails): string {
  return file === undefined ? '' : `${file} : `;
}

/** Line and column, and what is expected there, in English. */
function mistakeEn({ line, column, field, expected, found }: ErrorDetails): string {
  const place = line === undefined ? '' : `Line ${line}, column ${column}: `;
  const what = found === undefined ? '' : ` It cannot be read as ${found}.`;
  const key = field === undefined ? 'This is not a mapping' : `“${field}” is not right in a mapping`;
  return `${place}${key}${formatExpectation('en', expected)}.${what}`;
}

/** The same in French. */
function mistakeFr({ line, column, field, expected, found }: ErrorDetails): string {
  const place = line === undefined ? '' : `Ligne ${line}, colonne ${column} : `;
  const what = found === undefined ? '' : ` Illisible en tant que ${found}.`;
  const key =
    field === undefined
      ? 'Ce n’est pas une table de correspondance'
      : `« ${field} » ne convient pas dans une table de correspondance`;
  return `${place}${key}${formatExpectation('fr', expected)}.${what}`;
}

/** Errors of this package. */
export const formatsErrors = defineErrors({
  'mapping-invalid': {
    status: 'usage',
    meaning: 'The file is not a mapping.',
    advice: '[formats.md](formats.md#the-mapping-file) shows what one looks like.',
    en: (d) => `${placeEn(d)}${mistakeEn(d)} docs/formats.md shows what one looks like.`,
    fr: (d) => `${placeFr(d)}${mistakeFr(d)} docs/formats.md montre à quoi elle ressemble.`,
  },
  'mapping-section-missing': {
    status: 'usage',
    meaning: 'The mapping has no contacts for this format.',
    advice: 'Add `acns` or `xarf`.',
    en: (d) => `${placeEn(d)}The mapping says nothing under "${d.name}", which this format needs. Add it.`,
    fr: (d) =>
      `${placeFr(d)}La table de correspondance ne dit rien sous « ${d.name} », ce dont ce format a besoin. Ajoutez-le.`,
  },
  'csv-malformed': {
    status: 'rejected',
    meaning: 'The CSV is malformed.',
    advice: 'Check quotation marks and delimiter.',
    en: (d) => `${placeEn(d)}Line ${d.line}: the CSV is malformed (${d.found}). Check quotation marks and delimiter.`,
    fr: (d) =>
      `${placeFr(d)}Ligne ${d.line} : le CSV est mal formé (${d.found}). Vérifiez les guillemets et le séparateur.`,
  },
  'csv-row-too-large': {
    status: 'rejected',
    meaning: 'A row has more than 1 MiB.',
    advice: 'Look for a quotation mark that is not closed.',
    en: (d) =>
      `${placeEn(d)}Line ${d.line}: the row is longer than ${d.limit} bytes. Look for a quotation mark that is not closed.`,
    fr: (d) =>
      `${placeFr(d)}Ligne ${d.line} : la ligne dépasse ${d.limit} octets. Cherchez un guillemet qui n’est pas fermé.`,
  },
  'csv-header-invalid': {
    status: 'rejected',
    meaning: 'The first row lacks a column, or has one twice, or a `sep=` line names another delimiter.',
    advice: 'Check the delimiter and the mapping.',
    en: (d) =>
      `${placeEn(d)}The first row must name the columns, each once: ${d.found}. Its columns are: ${d.expected}. Check the delimiter and the mapping.`,
    fr: (d) =>
      `${placeFr(d)}La première ligne doit nommer les colonnes, chacune une fois : ${d.found}. Ses colonnes sont : ${d.expected}. Vérifiez le séparateur et la table de correspondance.`,
  },
  'xml-malformed': {
    status: 'rejected',
    meaning: 'The XML is malformed.',
    advice: 'Ask its author.',
    en: (d) => `${placeEn(d)}Line ${d.line}: the XML is malformed. Ask its author for a well-formed file.`,
    fr: (d) => `${placeFr(d)}Ligne ${d.line} : le XML est mal formé. Demandez à son auteur un fichier bien formé.`,
  },
  'xml-doctype': {
    status: 'rejected',
    meaning: 'The XML has a document type declaration, which no notice needs and which can do harm.',
    advice: 'Ask its author.',
    en: (d) =>
      `${placeEn(d)}Line ${d.line}: the XML has a document type declaration, which no notice needs and which can do harm. Nothing of it was read; ask its author.`,
    fr: (d) =>
      `${placeFr(d)}Ligne ${d.line} : le XML a une déclaration de type de document, dont aucun avis n’a besoin et qui peut nuire. Rien n’en a été lu ; demandez à son auteur.`,
  },
  'xml-encoding': {
    status: 'rejected',
    meaning: 'The XML says that it is not in UTF-8.',
    advice: 'Save it as UTF-8.',
    en: (d) => `${placeEn(d)}The XML says that it is in ${d.found}. Save it as UTF-8.`,
    fr: (d) => `${placeFr(d)}Le XML se dit en ${d.found}. Enregistrez-le en UTF-8.`,
  },
  'xml-too-deep': {
    status: 'rejected',
    meaning: 'Elements are nested deeper than 32 levels.',
    advice: 'Ask its author.',
    en: (d) =>
      `${placeEn(d)}Line ${d.line}: elements are nested deeper than ${d.limit} levels, which no notice needs. Ask its author.`,
    fr: (d) =>
      `${placeFr(d)}Ligne ${d.line} : des éléments sont imbriqués sur plus de ${d.limit} niveaux, ce dont aucun avis n’a besoin. Demandez à son auteur.`,
  },
  'notice-too-large': {
    status: 'rejected',
    meaning: 'A notice has more than 4,194,304 characters.',
    advice: 'Ask its author.',
    en: (d) => `${placeEn(d)}Line ${d.line}: the notice is longer than ${d.limit} characters. Ask its author.`,
    fr: (d) => `${placeFr(d)}Ligne ${d.line} : l’avis dépasse ${d.limit} caractères. Demandez à son auteur.`,
  },
  'report-malformed': {
    status: 'rejected',
    meaning: 'This is not a JSON object, is nested deeper than 32 levels, or the list around it ends too early.',
    advice: 'Ask its author.',
    en: (d) =>
      `${placeEn(d)}Line ${d.line}, report ${d.index}: this is not a JSON object. Ask its author for a well-formed file.`,
    fr: (d) =>
      `${placeFr(d)}Ligne ${d.line}, rapport ${d.index} : ce n’est pas un objet JSON. Demandez à son auteur un fichier bien formé.`,
  },
  'report-too-large': {
    status: 'rejected',
    meaning: 'A report has more than 16,777,216 characters.',
    advice: 'Leave out its evidence.',
    en: (d) =>
      `${placeEn(d)}Line ${d.line}, report ${d.index}: the report is longer than ${d.limit} characters. Leave out its evidence.`,
    fr: (d) =>
      `${placeFr(d)}Ligne ${d.line}, rapport ${d.index} : le rapport dépasse ${d.limit} caractères. Retirez-en les pièces.`,
  },
  'input-not-text': {
    status: 'rejected',
    meaning: 'The bytes are not in the encoding expected.',
    advice: 'Save the text as UTF-8, or name its encoding.',
    en: (d) => `${placeEn(d)}The bytes are not ${d.expected}. Save the text in this encoding, or name its own.`,
    fr: (d) =>
      `${placeFr(d)}Les octets ne sont pas du ${d.expected}. Enregistrez le texte dans cet encodage, ou indiquez le sien.`,
  },
  'input-kind': {
    status: 'rejected',
    meaning: 'The input is a spreadsheet, an archive or another file that has to be saved in another form first.',
    advice: 'Save a spreadsheet as “CSV UTF-8”; take files out of an archive.',
    en: (d) =>
      `${placeEn(d)}This is a file of kind ${d.found}, not text. Save a spreadsheet as "CSV UTF-8" and convert that; take files out of an archive first.`,
    fr: (d) =>
      `${placeFr(d)}C’est un fichier de type ${d.found}, pas du texte. Enregistrez un classeur en « CSV UTF-8 » et convertissez celui-ci ; sortez d’abord les fichiers d’une archive.`,
  },
  'input-damaged': {
    status: 'rejected',
    meaning: 'Compressed bytes are broken, or end too early.',
    advice: 'Fetch the file again.',
    en: (d) => `${placeEn(d)}The ${d.found} bytes are damaged or cut off. Fetch the file again.`,
    fr: (d) => `${placeFr(d)}Les octets ${d.found} sont endommagés ou tronqués. Récupérez de nouveau le fichier.`,
  },
  'nothing-found': {
    status: 'rejected',
    meaning: 'The input holds no notice, report or row at all.',
    advice: 'Check whether it is the right file: an empty one may be an export that failed.',
    en: (d) =>
      `${placeEn(d)}There is no ${d.expected} in this. Check whether it is the right file and format; an empty one may be an export that failed, or a mail of which the attachment has to be saved.`,
    fr: (d) =>
      `${placeFr(d)}Il n’y a pas de ${d.expected} là-dedans. Vérifiez le fichier et le format ; un fichier vide peut être un export manqué, ou un courriel dont il faut enregistrer la pièce jointe.`,
  },
  'namespace-unknown': {
    status: 'rejected',
    meaning: 'A notice stands in an XML namespace that is none of ACNS as it is known here.',
    advice: 'Ask its author which version of ACNS this is.',
    en: (d) =>
      `${placeEn(d)}Line ${d.line}: the notice is in the XML namespace ${d.found}, and not in one that is known (${d.expected}). Ask its author which version of ACNS this is.`,
    fr: (d) =>
      `${placeFr(d)}Ligne ${d.line} : l’avis est dans l’espace de noms XML ${d.found}, et dans aucun de ceux qui sont connus (${d.expected}). Demandez à son auteur de quelle version d’ACNS il s’agit.`,
  },
  'mail-too-large': {
    status: 'rejected',
    meaning: 'A mail has more than 64 MiB.',
    advice: 'Save the notice or report that is in it, and convert that.',
    en: (d) =>
      `${placeEn(d)}The mail is longer than ${d.limit} bytes. Save the notice or report that is in it, and convert that.`,
    fr: (d) =>
      `${placeFr(d)}Le courriel dépasse ${d.limit} octets. Enregistrez l’avis ou le rapport qu’il contient, et convertissez celui-ci.`,
  },
  'export-empty': {
    status: 'rejected',
    meaning: 'No record can be written, and the format cannot be empty.',
    en: (d) =>
      `${placeEn(d)}There is no record that this format can hold, and it cannot be empty. Nothing was written.`,
    fr: (d) =>
      `${placeFr(d)}Il n’y a pas d’enregistrement que ce format puisse contenir, et il ne peut être vide. Rien n’a été écrit.`,
  },
});
