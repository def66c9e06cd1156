import type { ErrorCatalogue, ErrorDetails, ErrorStatus, Language } from '@scelle/core';
import { configurationErrors } from './configuration.ts';
import { dataErrors, endsErrors } from './data.ts';
import type { DescribedError } from './described-error.ts';
import { filesErrors } from './files.ts';
import { usageErrors } from './usage.ts';

const catalogue = { ...usageErrors, ...configurationErrors, ...filesErrors, ...dataErrors, ...endsErrors };

/** Every code of `@scelle/cli`, beside those of the packages below. */
export type CliErrorCode = keyof typeof catalogue;

/** Every error of `@scelle/cli`. */
export const cliErrors: ErrorCatalogue<CliErrorCode> = catalogue;

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
    super(catalogue[code].en(details), options);
    this.code = code;
    this.details = details;
    this.reasons = reasons;
  }

  /** What the error means for whoever called. */
  get status(): ErrorStatus {
    return catalogue[this.code].status;
  }

  /** The message in the given language. */
  describe(language: Language): string {
    return catalogue[this.code][language](this.details);
  }
}
