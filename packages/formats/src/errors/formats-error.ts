import { type ErrorDetails, ScelleError } from '@scelle/core';
import { formatsErrors } from './formats.ts';

/**
 * Every code of `@scelle/formats`; docs/errors.md explains them.
 * @useDeclaredType
 */
export type FormatsErrorCode = keyof typeof formatsErrors;

/**
 * What `@scelle/formats` throws where it cannot go on. What is wrong with a single record does not end the conversion,
 * and is a `Note`.
 */
export class FormatsError extends ScelleError<FormatsErrorCode> {
  override readonly name = 'FormatsError';

  /** The single mistakes behind the error, where there are several. */
  readonly reasons: readonly FormatsError[];

  constructor(
    code: FormatsErrorCode,
    details: ErrorDetails = {},
    { reasons = [], ...options }: ErrorOptions & { readonly reasons?: readonly FormatsError[] } = {},
  ) {
    super(formatsErrors, code, details, options);
    this.reasons = reasons;
  }
}
