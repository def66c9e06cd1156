import { type ErrorDetails, ScelleError } from '@scelle/core';
import type { VerifyCode } from './codes.ts';
import { en } from './messages/en.ts';
import { fr } from './messages/fr.ts';

/** Why a step failed. Thrown inside a verification, which turns it into a result; callers never see it thrown. */
export class VerifyError extends ScelleError<VerifyCode> {
  override readonly name = 'VerifyError';

  constructor(code: VerifyCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super({ en, fr }, code, details, options);
  }
}
