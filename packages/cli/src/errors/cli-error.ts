import type { ErrorDetails, Language } from '@scelle/core';
import { en } from '../messages/errors/en.ts';
import { fr } from '../messages/errors/fr.ts';
import type { CliErrorCode } from './codes.ts';
import type { DescribedError } from './described-error.ts';

/** Details of an error of the CLI. */
export interface CliErrorOptions extends ErrorOptions {
  /** The single mistakes behind the error, such as one for each invalid record. */
  readonly reasons?: readonly DescribedError[];
}

/** What the CLI throws for a mistake in how it was called or in what it was given. */
export class CliError extends Error implements DescribedError {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;
  readonly details: ErrorDetails;
  readonly reasons: readonly DescribedError[];

  constructor(code: CliErrorCode, details: ErrorDetails = {}, { reasons = [], ...options }: CliErrorOptions = {}) {
    super(en[code](details), options);
    this.code = code;
    this.details = details;
    this.reasons = reasons;
  }

  /** The message in the given language. */
  describe(language: Language): string {
    return { en, fr }[language][this.code](this.details);
  }
}
