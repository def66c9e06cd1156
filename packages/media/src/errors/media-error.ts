import { type ErrorDetails, ScelleError } from '@scelle/core';
import { en } from '../messages/en.ts';
import { fr } from '../messages/fr.ts';
import type { MediaErrorCode } from './codes.ts';

/** What `@scelle/media` throws, beside the errors of `@scelle/core`. */
export class MediaError extends ScelleError<MediaErrorCode> {
  override readonly name = 'MediaError';

  constructor(code: MediaErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super({ en, fr }, code, details, options);
  }
}
