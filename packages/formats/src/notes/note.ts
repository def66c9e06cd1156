import { CoreError, type CoreErrorCode, type Language } from '@scelle/core';
import { isCoreErrorCode } from '@scelle/core/internal';

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
  | 'time-zone-assumed'
  | 'times-differ'
  | 'sha1-as-btih'
  | 'ampersand-repaired'
  | 'title-from-file'
  | 'rights-holder-from-complainant'
  | 'zero-as-absent';

/** Why a record was refused, besides the codes of its profile. */
export type RefusalCode = 'value-missing' | 'value-invalid' | 'kind-unknown' | 'cells-count';

/** One thing that a conversion did to a record and that nobody could see from the result. */
export type Note =
  | { readonly kind: 'loss'; readonly code: LossCode; readonly field: string }
  | { readonly kind: 'guess'; readonly code: GuessCode; readonly field: string }
  | { readonly kind: 'refusal'; readonly code: RefusalCode | CoreErrorCode; readonly field: string };

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

  refuse(code: RefusalCode | CoreErrorCode, field: string): void {
    this.#add({ kind: 'refusal', code, field });
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
export function describeNote({ code, field }: Note, language: Language): string {
  const own: Readonly<Record<string, string>> = { en, fr }[language];
  return isCoreErrorCode(code) ? new CoreError(code, { field }).describe(language) : own[code]!;
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
  'time-zone-assumed': 'The time has no zone and was taken as UTC, as the mapping says.',
  'times-differ': 'The item has another time than the source; that of the source was taken.',
  'sha1-as-btih': 'A SHA-1 was taken as a BitTorrent info hash, as the mapping says.',
  'ampersand-repaired': 'The notice has an ampersand that was not escaped; it was taken as a character.',
  'title-from-file': 'The input names no title; the name of the file was taken.',
  'rights-holder-from-complainant': 'The input names no rights holder; the complainant was taken.',
  'zero-as-absent': 'A port of 0 was taken as unknown.',
  'value-missing': 'A value is missing, and the mapping has no default.',
  'value-invalid': 'The value is not of the form that is expected here.',
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
  'time-zone-assumed': 'L’heure est sans fuseau et a été prise en UTC, comme le dit la table de correspondance.',
  'times-differ': 'L’élément a une autre heure que la source ; celle de la source a été prise.',
  'sha1-as-btih': 'Un SHA-1 a été pris pour un info hash BitTorrent, comme le dit la table de correspondance.',
  'ampersand-repaired': 'L’avis a une esperluette non échappée ; elle a été prise comme un caractère.',
  'title-from-file': 'L’entrée ne nomme pas de titre ; le nom du fichier a été pris.',
  'rights-holder-from-complainant': 'L’entrée ne nomme pas d’ayant droit ; le plaignant a été pris.',
  'zero-as-absent': 'Un port 0 a été pris pour inconnu.',
  'value-missing': 'Une valeur manque, et la table de correspondance n’en a pas par défaut.',
  'value-invalid': 'La valeur n’a pas la forme attendue ici.',
  'kind-unknown': 'Ce n’est pas un avis ni un rapport sur une atteinte de pair à pair.',
  'cells-count': 'La ligne n’a pas autant de cellules que l’en-tête.',
};
