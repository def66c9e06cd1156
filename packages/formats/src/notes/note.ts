import { CoreError, type CoreErrorCode, type Language } from '@scelle/core';
import { isCoreErrorCode } from '@scelle/core/internal';
import { en as formsEn, fr as formsFr, type ValueForm } from './forms.ts';

/** What did not come through, by the one that names it. */
export type LossCode =
  | 'left-out'
  | 'further-left-out'
  | 'cut'
  | 'characters-replaced'
  | 'precision-lost'
  | 'narrowed'
  | 'empty-as-absent';

/** What was put in place of something that the input does not say. */
export type GuessCode =
  | 'default-used'
  | 'id-derived'
  | 'id-replaced'
  | 'time-zone-assumed'
  | 'times-differ'
  | 'sha1-as-btih'
  | 'ampersand-repaired'
  | 'html-entity-read'
  | 'address-mapped'
  | 'clock-change-decided'
  | 'size-from-unit'
  | 'taken-from-mail'
  | 'title-from-file'
  | 'rights-holder-from-complainant'
  | 'zero-as-absent';

/** Why a record was refused, besides the codes of its profile. */
export type RefusalCode =
  | 'value-missing'
  | 'value-invalid'
  | 'value-contradicted'
  | 'notice-retracted'
  | 'notice-countered'
  | 'case-closed'
  | 'kind-unknown'
  | 'cells-count';

/**
 * One thing that a conversion did to a record and that nobody could see from the result. `column` is the name of the
 * column of a CSV file in which the field stands.
 */
export type Note = { readonly field: string; readonly column?: string } & (
  | { readonly kind: 'loss'; readonly code: LossCode }
  | { readonly kind: 'guess'; readonly code: GuessCode }
  | {
      readonly kind: 'refusal';
      readonly code: RefusalCode | CoreErrorCode;
      /** What would have been right: one of our forms, or an expectation of the profile. */
      readonly expected?: string;
    }
);

/** Collects the notes on one record, in their order and each once. They never hold a value, only where it stood. */
export class Notes {
  readonly #notes = new Map<string, Note>();

  /** Begins with what others hold. */
  constructor(others: readonly Notes[] = []) {
    for (const { all } of others) for (const note of all) this.#add(note);
  }

  loss(code: LossCode, field: string): void {
    this.#add({ kind: 'loss', code, field });
  }

  guess(code: GuessCode, field: string): void {
    this.#add({ kind: 'guess', code, field });
  }

  /** `expected` is one of our forms, or an expectation that the profile gave. */
  refuse(code: RefusalCode | CoreErrorCode, field: string, expected?: string): void {
    this.#add({ kind: 'refusal', code, field, ...(expected !== undefined && { expected }) });
  }

  /** Refuses a value that is not of that form, and gives null in its place. */
  refuseValue(field: string, expected: ValueForm): null {
    this.refuse('value-invalid', field, expected);
    return null;
  }

  get refused(): boolean {
    return this.all.some(({ kind }) => kind === 'refusal');
  }

  get all(): readonly Note[] {
    return [...this.#notes.values()];
  }

  #add(note: Note): void {
    this.#notes.set(`${note.code} ${note.field}`, note);
  }
}

/** What a note means, in the given language. */
export function describeNote(note: Note, language: Language): string {
  const { code, field } = note;
  const expected = note.kind === 'refusal' ? note.expected : undefined;
  if (isCoreErrorCode(code)) {
    return new CoreError(code, { field, ...(expected !== undefined && { expected }) }).describe(language);
  }
  const text = { en, fr }[language][code];
  if (expected === undefined) return text;
  const form = { en: formsEn, fr: formsFr }[language][expected as ValueForm] ?? expected;
  return language === 'en' ? `${text} Expected: ${form}.` : `${text} Attendu : ${form}.`;
}

/** What each note means, in English. */
export const en: Readonly<Record<LossCode | GuessCode | RefusalCode, string>> = {
  'left-out': 'The target has no place for this.',
  'further-left-out': 'The target holds one of these; the others were left out.',
  cut: 'The text was longer than the target allows, and was cut.',
  'characters-replaced': 'Characters that the target cannot hold were replaced.',
  'precision-lost': 'The time was more precise than milliseconds.',
  narrowed: 'The target knows no word for this, and has the nearest one.',
  'empty-as-absent': 'Empty text cannot be told from none, and is read as none.',
  'default-used': 'The input says nothing; the value is that of the mapping.',
  'id-derived': 'The input has no UUID; one was derived from its content.',
  'id-replaced':
    'The target takes no UUID of this version; one that follows from it was taken, and the id itself kept beside it.',
  'time-zone-assumed': 'The time has no zone and was taken in the one that the mapping names.',
  'times-differ': 'The item has another time than the source; that of the source was taken.',
  'sha1-as-btih': 'A SHA-1 was taken as a BitTorrent info hash, as the mapping says.',
  'ampersand-repaired': 'The notice has an ampersand that was not escaped; it was taken as a character.',
  'html-entity-read': 'An entity of HTML, which XML does not know, was taken for its character.',
  'address-mapped': 'An IPv4 address in an IPv6 one (::ffff:…) was taken as IPv4.',
  'clock-change-decided': 'The clocks were changed over this time; it was taken as the mapping says.',
  'size-from-unit': 'The size was computed from a unit, and may have been rounded by whoever wrote it.',
  'taken-from-mail': 'This was taken out of a mail, whose signature and sender nobody checked.',
  'title-from-file': 'The input names no title; the name of the file was taken.',
  'rights-holder-from-complainant': 'The input names no rights holder; the complainant was taken.',
  'zero-as-absent': 'A port of 0 was taken as unknown.',
  'value-missing': 'A value is missing, and the mapping has no default.',
  'value-invalid': 'The value is not of the form that is expected here.',
  'value-contradicted': 'The input says two things here that exclude each other.',
  'notice-retracted': 'The notice takes back what an earlier one said.',
  'notice-countered': 'This is a counter-notice, which contests a notice.',
  'case-closed': 'The notice says that its case is closed.',
  'kind-unknown': 'This is not a notice or report on peer-to-peer infringement.',
  'cells-count': 'The row has not as many cells as the header.',
};

/** What each note means, in French. */
export const fr: Readonly<Record<LossCode | GuessCode | RefusalCode, string>> = {
  'left-out': 'La cible n’a pas de place pour cela.',
  'further-left-out': 'La cible en contient un seul ; les autres ont été laissés de côté.',
  cut: 'Le texte était plus long que la cible ne le permet, et a été coupé.',
  'characters-replaced': 'Des caractères que la cible ne peut contenir ont été remplacés.',
  'precision-lost': 'L’heure était plus précise que la milliseconde.',
  narrowed: 'La cible n’a pas de mot pour cela, et reçoit le plus proche.',
  'empty-as-absent': 'Un texte vide ne se distingue pas d’une absence, et sera lu comme telle.',
  'default-used': 'L’entrée ne dit rien ; la valeur est celle de la table de correspondance.',
  'id-derived': 'L’entrée n’a pas d’UUID ; il en a été dérivé un de son contenu.',
  'id-replaced':
    'La cible ne prend pas d’UUID de cette version ; un autre, qui en découle, a été pris, et l’id lui-même gardé à côté.',
  'time-zone-assumed': 'L’heure est sans fuseau et a été prise dans celui que nomme la table de correspondance.',
  'times-differ': 'L’élément a une autre heure que la source ; celle de la source a été prise.',
  'sha1-as-btih': 'Un SHA-1 a été pris pour un info hash BitTorrent, comme le dit la table de correspondance.',
  'ampersand-repaired': 'L’avis a une esperluette non échappée ; elle a été prise comme un caractère.',
  'html-entity-read': 'Une entité HTML, que XML ne connaît pas, a été prise pour son caractère.',
  'address-mapped': 'Une adresse IPv4 écrite en IPv6 (::ffff:…) a été prise en IPv4.',
  'clock-change-decided':
    'Les horloges ont changé sur cette heure ; elle a été prise comme le dit la table de correspondance.',
  'size-from-unit': 'La taille a été calculée depuis une unité, et a pu être arrondie par qui l’a écrite.',
  'taken-from-mail': 'Ceci a été tiré d’un courriel, dont personne n’a vérifié la signature ni l’expéditeur.',
  'title-from-file': 'L’entrée ne nomme pas de titre ; le nom du fichier a été pris.',
  'rights-holder-from-complainant': 'L’entrée ne nomme pas d’ayant droit ; le plaignant a été pris.',
  'zero-as-absent': 'Un port 0 a été pris pour inconnu.',
  'value-missing': 'Une valeur manque, et la table de correspondance n’en a pas par défaut.',
  'value-invalid': 'La valeur n’a pas la forme attendue ici.',
  'value-contradicted': 'L’entrée dit ici deux choses qui s’excluent.',
  'notice-retracted': 'L’avis reprend ce qu’un avis précédent a dit.',
  'notice-countered': 'C’est un contre-avis, qui conteste un avis.',
  'case-closed': 'L’avis dit que son dossier est clos.',
  'kind-unknown': 'Ce n’est pas un avis ni un rapport sur une atteinte de pair à pair.',
  'cells-count': 'La ligne n’a pas autant de cellules que l’en-tête.',
};
