import type { CoreErrorCode } from '@scelle/core';

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
