import type { CoreErrorCode } from '../errors/codes.ts';
import type { ErrorDetails, Message } from '../errors/scelle-error.ts';
import { formatPlace } from './place.ts';

function place(details: ErrorDetails): string {
  return formatPlace(details, { line: 'ligne', field: 'champ', byte: 'octet', separator: ' : ' });
}

/** French messages: what was found, where, what to do next. */
export const fr: Readonly<Record<CoreErrorCode, Message>> = {
  // canonical: text and JSON
  'utf8-invalid': (d) =>
    `${place(d)}les octets ne sont pas de l’UTF-8 valide. Enregistrez le texte en UTF-8 et recommencez.`,
  'json-syntax': (d) => `${place(d)}ce n’est pas du JSON (${d.found}). Une seule valeur JSON est attendue ici.`,
  'json-not-canonical': (d) =>
    `${place(d)}les octets ne sont pas l’encodage canonique de leur contenu ; aucun logiciel Scellé ne les a écrits. Demandez l’original à l’expéditeur.`,

  // record
  'record-line-too-long': (d) => `${place(d)}la ligne dépasse ${d.limit} octets. Vérifiez où elle se termine.`,

  // age
  'age-header-invalid': (d) =>
    `${place(d)}l’en-tête age est mal formé (${d.found}). Demandez de nouveau le lot à l’expéditeur.`,

  // minisign and key files
  'signature-malformed': (d) => `${place(d)}ce n’est pas une signature minisign (${d.found}).`,

  // container
  'container-truncated': (d) => `${place(d)}le lot s’arrête trop tôt. Copiez-le ou transférez-le de nouveau.`,

  // zstd
  'zstd-frame-invalid': (d) => `${place(d)}le contenu compressé est mal formé (${d.found}).`,

  // merkle
  'proof-invalid': (d) => `${place(d)}la preuve d’inclusion ne mène pas à la racine scellée.`,

  // batch
  'batch-id-invalid': (d) => `${place(d)}${d.found} n’est pas un UUID version 7.`,

  // io
  'source-truncated': (d) =>
    `${place(d)}la source s’arrête à l’octet ${d.found} alors que ${d.expected} étaient attendus.`,
  'target-exists': (d) => `${place(d)}la cible existe déjà et n’est jamais écrasée. Choisissez un autre nom.`,
};
