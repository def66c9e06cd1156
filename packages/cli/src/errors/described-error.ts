import type { ErrorDetails, Language } from '@scelle/core';

/**
 * What `ScelleError` and `CliError` have in common. It is told by its shape, because loading `@scelle/core` takes longer
 * than all else that `scelle --version` does.
 */
export interface DescribedError extends Error {
  readonly code: string;
  readonly details: ErrorDetails;
  /** The single mistakes behind the error, where there are several. */
  readonly reasons?: readonly DescribedError[];
  describe(language: Language): string;
}

/** Whether the error is one of ours, with a code and messages in every language. */
export function isDescribedError(error: unknown): error is DescribedError {
  return error instanceof Error && 'code' in error && 'describe' in error && typeof error.describe === 'function';
}
