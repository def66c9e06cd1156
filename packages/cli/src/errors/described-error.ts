import type { ErrorDetails, ErrorStatus, Language } from '@scelle/core';

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
