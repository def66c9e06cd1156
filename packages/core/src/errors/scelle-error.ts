/** Languages in which every message exists. */
export type Language = 'en' | 'fr';

/**
 * The facts behind an error, from which its message is made in either language. They never hold personal data:
 * no address, no pseudonym, no file name of a subscriber, and no secret.
 */
export interface ErrorDetails {
  /** Where: a path, a member of a container, a field, or a step. */
  readonly file?: string;
  readonly member?: string;
  readonly field?: string;
  /** Line, counted from 1. */
  readonly line?: number;
  /** Column, counted from 1. */
  readonly column?: number;
  /** Byte offset, counted from 0. */
  readonly at?: number;
  /** Index, counted from 0, of a record, chunk, frame or stanza. */
  readonly index?: number;
  /** What was found, and what would have been right. */
  readonly found?: string | number;
  readonly expected?: string | number;
  /** A limit of docs/format.md, in the unit that the code implies. */
  readonly limit?: number;
  /** A name: of a party, a role, a profile, an algorithm. */
  readonly name?: string;
}

/** A message made from the facts. */
export type Message = (details: ErrorDetails) => string;

/** Every message of one package, by language and code. */
export type Messages<Code extends string> = Readonly<Record<Language, Readonly<Record<Code, Message>>>>;

/**
 * What every Scellé package throws. Callers branch on `code`, which is stable; `message` (English) and `describe`
 * (either language) may change between versions.
 */
export abstract class ScelleError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly details: ErrorDetails;
  readonly #messages: Messages<Code>;

  constructor(messages: Messages<Code>, code: Code, details: ErrorDetails, options?: ErrorOptions) {
    super(messages.en[code](details), options);
    this.code = code;
    this.details = details;
    this.#messages = messages;
  }

  /** The message in the given language. */
  describe(language: Language): string {
    return this.#messages[language][this.code](this.details);
  }
}
