import type { ErrorDetails } from '@scelle/core';
import { defineErrors, formatExpectation, formatPlace } from '@scelle/core/internal';

/** Where a mistake stands in scelle.toml, at the head of a message in English. */
export function placeEn(details: ErrorDetails): string {
  return formatPlace(details, { line: 'line', column: 'column', field: 'setting', byte: 'byte', separator: ': ' });
}

/** The same in French. */
export function placeFr(details: ErrorDetails): string {
  return formatPlace(details, { line: 'ligne', column: 'colonne', field: 'réglage', byte: 'octet', separator: ' : ' });
}

/** What would have been right, within a message in English. */
export function expectedEn(details: ErrorDetails): string {
  return formatExpectation('en', details.expected);
}

/** The same in French. */
export function expectedFr(details: ErrorDetails): string {
  return formatExpectation('fr', details.expected);
}

/** Settings. */
export const settingsErrors = defineErrors({
  'settings-missing': {
    status: 'environment',
    meaning: 'There is no `scelle.toml`.',
    advice: 'Restore it from a backup.',
    en: (d) => `${placeEn(d)}the settings of this station are missing. Restore them from a backup.`,
    fr: (d) => `${placeFr(d)}les réglages de ce poste manquent. Restaurez-les depuis une sauvegarde.`,
  },
  'settings-unreadable': {
    status: 'environment',
    meaning: '`scelle.toml` cannot be read.',
    advice: 'Check its permissions.',
    en: (d) => `${placeEn(d)}the settings cannot be read (${d.found}). Check the permissions.`,
    fr: (d) => `${placeFr(d)}les réglages ne peuvent être lus (${d.found}). Vérifiez les droits.`,
  },
  'settings-invalid': {
    status: 'usage',
    meaning: 'There are mistakes in `scelle.toml`; each is given with its place, as one of the following.',
    advice: 'Correct them.',
    en: (d) =>
      `${placeEn(d)}mistakes in the settings: ${d.found}. Each is given with its place. Correct them; until then nothing is done.`,
    fr: (d) =>
      `${placeFr(d)}erreurs dans les réglages : ${d.found}. Chacune est donnée avec sa place. Corrigez-les ; jusque-là rien n’est fait.`,
  },
  'settings-too-long': {
    status: 'usage',
    meaning: 'The file has more than 256 KiB.',
    advice: 'Check that it is this file.',
    en: (d) => `${placeEn(d)}the settings are longer than ${d.limit} bytes. Check that it is this file.`,
    fr: (d) => `${placeFr(d)}les réglages dépassent ${d.limit} octets. Vérifiez qu’il s’agit bien de ce fichier.`,
  },
  'settings-syntax': {
    status: 'usage',
    meaning: 'This is not TOML 1.0.',
    advice: 'Correct it at the place that is given.',
    en: (d) => `${placeEn(d)}this is not TOML 1.0 (${d.found}). Correct it here.`,
    fr: (d) => `${placeFr(d)}ce n’est pas du TOML 1.0 (${d.found}). Corrigez ici.`,
  },
  'settings-key-unknown': {
    status: 'usage',
    meaning: 'There is no such setting.',
    advice: 'Correct its name; see [settings.md](settings.md).',
    en: (d) =>
      `${placeEn(d)}there is no such setting. Correct its name, or remove it; docs/settings.md lists all of them.`,
    fr: (d) =>
      `${placeFr(d)}ce réglage n’existe pas. Corrigez son nom, ou retirez-le ; docs/settings.md les énumère tous.`,
  },
  'settings-key-missing': {
    status: 'usage',
    meaning: 'A setting is missing.',
    advice: 'Add it.',
    en: (d) => `${placeEn(d)}this setting is missing${expectedEn(d)}. Add it.`,
    fr: (d) => `${placeFr(d)}ce réglage manque${expectedFr(d)}. Ajoutez-le.`,
  },
  'settings-value-invalid': {
    status: 'usage',
    meaning: 'The value is not what the setting takes.',
    advice: 'Correct it.',
    en: (d) => `${placeEn(d)}the value is not what this setting takes${expectedEn(d)}. Correct it.`,
    fr: (d) => `${placeFr(d)}la valeur n’est pas de celles que prend ce réglage${expectedFr(d)}. Corrigez-la.`,
  },
  'settings-peer-own': {
    status: 'usage',
    meaning: 'There are rules for the party of this station itself, under `[peers]`.',
    advice: 'Name the peer that is meant, or remove them.',
    en: (d) =>
      `${placeEn(d)}this is the party of this station itself, and no peer of it. Name the peer whose rules these are, or remove them.`,
    fr: (d) =>
      `${placeFr(d)}c’est la partie de ce poste même, et non un pair. Nommez le pair dont ce sont les règles, ou retirez-les.`,
  },
});
