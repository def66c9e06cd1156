import { type ErrorDetails, formatExpectation, formatPlace, type Message } from '@scelle/core';
import type { SettingsCode } from '../../settings/codes.ts';

function place(details: ErrorDetails): string {
  return formatPlace(details, { line: 'ligne', column: 'colonne', field: 'réglage', byte: 'octet', separator: ' : ' });
}

/** French messages about scelle.toml: what was found, where, and what to do next. */
export const fr: Readonly<Record<SettingsCode, Message>> = {
  'settings-missing': (d) => `${place(d)}les réglages de ce poste manquent. Restaurez-les depuis une sauvegarde.`,
  'settings-unreadable': (d) => `${place(d)}les réglages ne peuvent être lus (${d.found}). Vérifiez les droits.`,
  'settings-invalid': (d) =>
    `${place(d)}erreurs dans les réglages : ${d.found}. Chacune est donnée avec sa place. Corrigez-les ; jusque-là rien n’est fait.`,
  'settings-too-long': (d) =>
    `${place(d)}les réglages dépassent ${d.limit} octets. Vérifiez qu’il s’agit bien de ce fichier.`,
  'settings-syntax': (d) => `${place(d)}ce n’est pas du TOML 1.0 (${d.found}). Corrigez ici.`,
  'settings-key-unknown': (d) =>
    `${place(d)}ce réglage n’existe pas. Corrigez son nom, ou retirez-le ; docs/settings.md les énumère tous.`,
  'settings-key-missing': (d) => `${place(d)}ce réglage manque${expected(d)}. Ajoutez-le.`,
  'settings-value-invalid': (d) =>
    `${place(d)}la valeur n’est pas de celles que prend ce réglage${expected(d)}. Corrigez-la.`,
  'settings-peer-own': (d) =>
    `${place(d)}c’est la partie de ce poste même, et non un pair. Nommez le pair dont ce sont les règles, ou retirez-les.`,
};

function expected(details: ErrorDetails): string {
  return formatExpectation('fr', details.expected);
}
