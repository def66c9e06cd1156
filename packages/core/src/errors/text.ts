import { defineErrors } from './define-errors.ts';
import { expectedEn, expectedFr, placeEn, placeFr } from './expectations.ts';

/** Text and JSON. */
export const textErrors = defineErrors({
  'utf8-invalid': {
    status: 'rejected',
    meaning: 'The bytes are not UTF-8.',
    advice: 'Save the text as UTF-8. In a batch: ask the sender.',
    en: (d) => `${placeEn(d)}the bytes are not valid UTF-8. Save the text as UTF-8 and try again.`,
    fr: (d) => `${placeFr(d)}les octets ne sont pas de l’UTF-8 valide. Enregistrez le texte en UTF-8 et recommencez.`,
  },
  'json-syntax': {
    status: 'rejected',
    meaning: 'This is not one JSON value and nothing else.',
    advice: 'Correct the byte that the message names.',
    en: (d) => `${placeEn(d)}this is not JSON. One JSON value and nothing else is expected here.`,
    fr: (d) => `${placeFr(d)}ce n’est pas du JSON. Une valeur JSON et rien d’autre est attendue ici.`,
  },
  'json-duplicate-key': {
    status: 'rejected',
    meaning: 'A key occurs twice in one object, so two readers could understand it differently.',
    advice: 'Remove the wrong one.',
    en: (d) => `${placeEn(d)}this key occurs twice in one object. Remove the one that is wrong.`,
    fr: (d) => `${placeFr(d)}cette clé figure deux fois dans un même objet. Supprimez celle qui est fausse.`,
  },
  'json-depth': {
    status: 'rejected',
    meaning: 'Objects and lists are nested deeper than eight levels.',
    advice: 'Correct the input.',
    en: (d) => `${placeEn(d)}objects and lists are nested deeper than ${d.limit} levels. Correct the input.`,
    fr: (d) => `${placeFr(d)}les objets et listes sont imbriqués sur plus de ${d.limit} niveaux. Corrigez les données.`,
  },
  'json-number': {
    status: 'rejected',
    meaning: 'A number is not a safe integer in plain digits: a fraction, an exponent, `-0`, or beyond ±(2^53 − 1).',
    advice: 'Write it in plain digits.',
    en: (d) =>
      `${placeEn(d)}this is not an integer that JSON readers agree on. Write it in plain digits, between −(2^53 − 1) and 2^53 − 1.`,
    fr: (d) =>
      `${placeFr(d)}ce n’est pas un entier que tous les lecteurs JSON comprennent de même. Écrivez-le en chiffres simples, entre −(2^53 − 1) et 2^53 − 1.`,
  },
  'json-lone-surrogate': {
    status: 'rejected',
    meaning: 'A string holds half of a surrogate pair.',
    advice: 'Correct the escape sequence.',
    en: (d) => `${placeEn(d)}the text contains half of a surrogate pair. Correct the escape sequence.`,
    fr: (d) => `${placeFr(d)}le texte contient la moitié d’une paire de surrogats. Corrigez la séquence d’échappement.`,
  },
  'json-not-canonical': {
    status: 'rejected',
    meaning: 'The bytes mean something valid but are not its canonical encoding.',
    advice: 'Ask the sender for the original; nobody may reformat signed files.',
    en: (d) =>
      `${placeEn(d)}the bytes are not the canonical encoding of their content; no Scellé writer made them. Ask the sender for the original.`,
    fr: (d) =>
      `${placeFr(d)}les octets ne sont pas l’encodage canonique de leur contenu ; aucun logiciel Scellé ne les a écrits. Demandez l’original à l’expéditeur.`,
  },
  'document-too-long': {
    status: 'rejected',
    meaning: 'The document is over its limit.',
    advice: 'Ask its author for a valid one.',
    en: (d) => `${placeEn(d)}the document is longer than ${d.limit} bytes. Ask its author for a valid one.`,
    fr: (d) => `${placeFr(d)}le document dépasse ${d.limit} octets. Demandez à son auteur un document valide.`,
  },
  'document-invalid': {
    status: 'rejected',
    meaning: 'A field of a document breaks a rule of its format, or is missing or unknown.',
    advice: 'Ask its author; the message names the field and what is expected.',
    en: (d) => `${placeEn(d)}the document breaks a rule of its format${expectedEn(d)}. Ask its author for a valid one.`,
    fr: (d) =>
      `${placeFr(d)}le document enfreint une règle de son format${expectedFr(d)}. Demandez à son auteur un document valide.`,
  },
});
