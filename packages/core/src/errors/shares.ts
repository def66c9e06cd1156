import { defineErrors } from './define-errors.ts';
import { placeEn, placeFr } from './expectations.ts';

/** Shares of an identity. */
export const sharesErrors = defineErrors({
  'share-numbers-invalid': {
    status: 'usage',
    meaning: 'An identity is split into 2 to 255 shares, of which at least 2 and at most all are needed.',
    advice: 'Choose other numbers.',
    en: (d) =>
      `${placeEn(d)}an identity is split into 2 to ${d.limit} shares, of which 2 or more must be needed. Choose other numbers.`,
    fr: (d) =>
      `${placeFr(d)}une identité se partage en 2 à ${d.limit} parts, dont 2 au moins doivent être nécessaires. Choisissez d’autres nombres.`,
  },
  'share-altered': {
    status: 'usage',
    meaning: 'The share was altered or damaged.',
    advice: "Take the custodian's original, or another share.",
    en: (d) => `${placeEn(d)}the share was altered or damaged. Take the custodian's original, or another share.`,
    fr: (d) =>
      `${placeFr(d)}la part a été modifiée ou abîmée. Prenez l’original de son dépositaire, ou une autre part.`,
  },
  'share-repeated': {
    status: 'usage',
    meaning: 'The same share was given twice.',
    advice: 'Give that of another custodian.',
    en: (d) => `${placeEn(d)}this share was given already. Give that of another custodian.`,
    fr: (d) => `${placeFr(d)}cette part a déjà été donnée. Donnez celle d’un autre dépositaire.`,
  },
  'share-foreign': {
    status: 'usage',
    meaning: 'The share belongs to another splitting than the first one given.',
    advice: 'Give shares that were made together.',
    en: (d) =>
      `${placeEn(d)}this share belongs to another splitting than the first one given. Give shares that were made together.`,
    fr: (d) =>
      `${placeFr(d)}cette part vient d’un autre partage que la première donnée. Donnez des parts faites ensemble.`,
  },
  'shares-too-few': {
    status: 'usage',
    meaning: 'Fewer shares were given than are needed.',
    advice: 'Ask another custodian for theirs.',
    en: (d) => `${placeEn(d)}shares given: ${d.found}; needed: ${d.expected}. Ask another custodian for theirs.`,
    fr: (d) =>
      `${placeFr(d)}parts données : ${d.found} ; nécessaires : ${d.expected}. Demandez la sienne à un autre dépositaire.`,
  },
  'shares-wrong': {
    status: 'usage',
    meaning: 'Together the shares do not give the identity that they name: one was replaced.',
    advice: 'Try those of other custodians, and find out who changed one.',
    en: (d) =>
      `${placeEn(d)}together the shares do not give the identity that they name: at least one is not the original. Try those of other custodians, and find out who changed one.`,
    fr: (d) =>
      `${placeFr(d)}ensemble, les parts ne donnent pas l’identité qu’elles nomment : l’une au moins n’est pas l’original. Essayez celles d’autres dépositaires, et cherchez qui en a changé une.`,
  },
});
