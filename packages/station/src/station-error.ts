import { type ErrorDetails, ScelleError } from '@scelle/core';
import type { StationCode } from './codes.ts';
import { en } from './messages/en.ts';
import { fr } from './messages/fr.ts';

/** Details of an error of a station. */
export interface StationErrorOptions extends ErrorOptions {
  /** The single mistakes behind the error, such as one for each wrong setting. */
  readonly reasons?: readonly StationError[];
}

/** What `@scelle/station` throws, for every mistake in what it was given and for a station that is not as it should be. */
export class StationError extends ScelleError<StationCode> {
  override readonly name = 'StationError';
  readonly reasons: readonly StationError[];

  constructor(code: StationCode, details: ErrorDetails = {}, options?: StationErrorOptions) {
    super({ en, fr }, code, details, options);
    this.reasons = options?.reasons ?? [];
  }
}
