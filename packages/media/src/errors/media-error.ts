import { type ErrorDetails, ScelleError } from '@scelle/core';
import { mediaErrors } from './media.ts';

/**
 * Every code of `@scelle/media`; docs/errors.md explains them.
 * @useDeclaredType
 */
export type MediaErrorCode = keyof typeof mediaErrors;

/** What `@scelle/media` throws, beside the errors of `@scelle/core`. */
export class MediaError extends ScelleError<MediaErrorCode> {
  override readonly name = 'MediaError';

  constructor(code: MediaErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(mediaErrors, code, details, options);
  }
}
