import type { ErrorDetails, Message } from '@scelle/core';
import type { FormatsErrorCode } from '../../errors/codes.ts';

/** French messages of the errors: what was found, where, what to do next. */
export const fr: Readonly<Record<FormatsErrorCode, Message>> = {
  'mapping-invalid': (d) =>
    `${place(d)}Ce n’est pas une table de correspondance${d.field === undefined ? '' : ` (champ ${d.field})`}. docs/formats.md montre à quoi elle ressemble.`,
  'mapping-section-missing': (d) =>
    `${place(d)}La table de correspondance ne dit rien sous « ${d.name} », ce dont ce format a besoin. Ajoutez-le.`,
  'csv-malformed': (d) =>
    `${place(d)}Ligne ${d.line} : le CSV est mal formé (${d.found}). Vérifiez les guillemets et le séparateur.`,
  'csv-row-too-large': (d) =>
    `${place(d)}Ligne ${d.line} : la ligne dépasse ${d.limit} octets. Cherchez un guillemet qui n’est pas fermé.`,
  'csv-header-invalid': (d) =>
    `${place(d)}La première ligne doit nommer les colonnes, chacune une fois : ${d.found}. Vérifiez le séparateur et la table de correspondance.`,
  'xml-malformed': (d) =>
    `${place(d)}Ligne ${d.line} : le XML est mal formé. Demandez à son auteur un fichier bien formé.`,
  'xml-doctype': (d) =>
    `${place(d)}Ligne ${d.line} : le XML a une déclaration de type de document, dont aucun avis n’a besoin et qui peut nuire. Rien n’en a été lu ; demandez à son auteur.`,
  'xml-encoding': (d) => `${place(d)}Le XML se dit en ${d.found}. Enregistrez-le en UTF-8.`,
  'xml-too-deep': (d) =>
    `${place(d)}Ligne ${d.line} : des éléments sont imbriqués sur plus de ${d.limit} niveaux, ce dont aucun avis n’a besoin. Demandez à son auteur.`,
  'notice-too-large': (d) =>
    `${place(d)}Ligne ${d.line} : l’avis dépasse ${d.limit} caractères. Demandez à son auteur.`,
  'report-malformed': (d) =>
    `${place(d)}Rapport ${d.index} : ce n’est pas un objet JSON. Demandez à son auteur un fichier bien formé.`,
  'report-too-large': (d) =>
    `${place(d)}Rapport ${d.index} : le rapport dépasse ${d.limit} octets. Retirez-en les pièces.`,
  'input-not-text': (d) =>
    `${place(d)}Les octets ne sont pas du ${d.expected}. Enregistrez le texte dans cet encodage, ou indiquez le sien.`,
  'export-empty': (d) =>
    `${place(d)}Il n’y a pas d’enregistrement que ce format puisse contenir, et il ne peut être vide. Rien n’a été écrit.`,
};

function place({ file }: ErrorDetails): string {
  return file === undefined ? '' : `${file} : `;
}
