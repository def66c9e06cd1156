import { en } from '../messages/en.ts';
import { fr } from '../messages/fr.ts';
import type { CoreErrorCode } from './codes.ts';
import { type ErrorDetails, ScelleError } from './scelle-error.ts';

/** What `@scelle/core` throws, for every mistake in what it was given and for nothing else. */
export class CoreError extends ScelleError<CoreErrorCode> {
  override readonly name = 'CoreError';

  constructor(code: CoreErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super({ en, fr }, code, details, options);
  }
}

/** Whether a code, such as one that stands in a report, is one of this package and so has messages here. */
export function isCoreErrorCode(code: string): code is CoreErrorCode {
  return Object.hasOwn(en, code);
}
