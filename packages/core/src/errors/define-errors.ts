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

/**
 * What an error means for whoever called: *rejected*: the data; *usage*: the call, a key or a setting; *waiting*:
 * something must happen first; *environment*: this machine, a file or a peer; *attention*: nothing failed, and a person
 * is needed; *interrupted*: stopped by a signal; *defect*: ours. *verdict*: a finding of a verification, whose verdict
 * decides. The command's exit status follows from it (docs/errors.md § Exit status).
 */
export type ErrorStatus =
  | 'rejected'
  | 'usage'
  | 'waiting'
  | 'environment'
  | 'attention'
  | 'interrupted'
  | 'defect'
  | 'verdict';

/** All there is to say about an error: docs/errors.md is made from it. */
export interface ErrorEntry {
  readonly status: ErrorStatus;
  /**
   * Whether the same call may succeed later although nobody changed anything: what is busy, full, slow or out of reach may
   * be so no more. Absent where it would fail again.
   */
  readonly retryable?: true;
  /** What the code means, as Markdown on one line. */
  readonly meaning: string;
  /** What to do, as Markdown on one line; absent where nothing is to be done. */
  readonly advice?: string;
  /** The messages: what was found, where, what to do next. */
  readonly en: Message;
  readonly fr: Message;
}

/** The errors of a topic, or of a package, by code. */
export type ErrorCatalogue<Code extends string = string> = Readonly<Record<Code, ErrorEntry>>;

/** A catalogue of errors: its codes are its keys. */
export function defineErrors<Code extends string>(entries: ErrorCatalogue<Code>): ErrorCatalogue<Code> {
  return entries;
}

/** By this an error is known across copies of this package, of which a process may have several. */
const BRAND = Symbol.for('scelle.error');

/**
 * What every Scellé package throws. Callers branch on `code`, which is stable; `message` (English) and `describe`
 * (either language) may change between versions.
 */
export abstract class ScelleError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly details: ErrorDetails;
  readonly #entry: ErrorEntry;

  /** Whether it is an error of a Scellé package, be it of another copy of this one, of which `instanceof` knows nothing. */
  static is(error: unknown): error is ScelleError {
    return error instanceof Error && BRAND in error;
  }

  constructor(catalogue: ErrorCatalogue<Code>, code: Code, details: ErrorDetails, options?: ErrorOptions) {
    super(catalogue[code].en(details), options);
    Object.defineProperty(this, BRAND, { value: true });
    this.code = code;
    this.details = details;
    this.#entry = catalogue[code];
  }

  /** Whether the same call may succeed later although nobody changed anything. */
  get retryable(): boolean {
    return this.#entry.retryable === true;
  }

  /** What the error means for whoever called. */
  get status(): ErrorStatus {
    return this.#entry.status;
  }

  /** The message in the given language. */
  describe(language: Language): string {
    return this.#entry[language](this.details);
  }
}
