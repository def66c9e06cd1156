import type { ErrorCatalogue, ErrorDetails, ErrorEntry, ErrorStatus, Language } from './define-errors.ts';

/**
 * What every Scellé package throws. Callers branch on `code`, which is stable; `message` (English) and `describe`
 * (either language) may change between versions.
 */
export abstract class ScelleError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly details: ErrorDetails;
  readonly #entry: ErrorEntry;

  constructor(catalogue: ErrorCatalogue<Code>, code: Code, details: ErrorDetails, options?: ErrorOptions) {
    super(catalogue[code].en(details), options);
    this.code = code;
    this.details = details;
    this.#entry = catalogue[code];
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
