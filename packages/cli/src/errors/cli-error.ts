import type { ErrorCatalogue, ErrorDetails, ErrorStatus, Language } from '@scelle/core';
import { configurationErrors } from './configuration.ts';
import { dataErrors, endsErrors } from './data.ts';
import { filesErrors } from './files.ts';
import { usageErrors } from './usage.ts';

const catalogue = { ...usageErrors, ...configurationErrors, ...filesErrors, ...dataErrors, ...endsErrors };

/** Every code of `@scelle/cli`, beside those of the packages below. */
export type CliErrorCode = keyof typeof catalogue;

/** Every error of `@scelle/cli`. */
export const cliErrors: ErrorCatalogue<CliErrorCode> = catalogue;

/** Details of an error of the CLI. */
interface CliErrorOptions extends ErrorOptions {
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

/**
 * What `ScelleError` and `CliError` have in common. It is told by its shape, because loading `@scelle/core` takes longer
 * than all else that `scelle --version` does.
 */
export interface DescribedError extends Error {
  readonly code: string;
  readonly status: ErrorStatus;
  readonly details: ErrorDetails;
  /** The single mistakes behind the error, where there are several. */
  readonly reasons?: readonly DescribedError[];
  describe(language: Language): string;
}

/** An error with its single mistakes, as `--json` prints it. */
export interface ErrorDocument {
  readonly code: string;
  readonly message: string;
  readonly details: ErrorDetails;
  readonly reasons?: readonly ErrorDocument[];
}

/** The error as a document, in that language. */
export function toErrorDocument(error: DescribedError, language: Language): ErrorDocument {
  const { code, details, reasons = [] } = error;
  const described = reasons.map((reason) => toErrorDocument(reason, language));
  return { code, message: error.describe(language), details, ...(described.length > 0 && { reasons: described }) };
}

/** Whether the error is one of ours, with a code and messages in every language. */
export function isDescribedError(error: unknown): error is DescribedError {
  return error instanceof Error && 'code' in error && 'describe' in error && typeof error.describe === 'function';
}
