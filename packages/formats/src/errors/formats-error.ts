import { type ErrorDetails, ScelleError } from '@scelle/core';
import { en } from '../messages/errors/en.ts';
import { fr } from '../messages/errors/fr.ts';
import type { FormatsErrorCode } from './codes.ts';

/**
 * What `@scelle/formats` throws where it cannot go on. What is wrong with a single record does not end the conversion,
 * and is a `Note`.
 */
export class FormatsError extends ScelleError<FormatsErrorCode> {
  override readonly name = 'FormatsError';

  constructor(code: FormatsErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super({ en, fr }, code, details, options);
  }
}
