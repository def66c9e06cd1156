import { type ErrorDetails, ScelleError } from '@scelle/core';
import type { VerifyCode } from './codes.ts';
import { en } from './messages/en.ts';
import { fr } from './messages/fr.ts';

/** Why a step or a proof failed. `verifyBatch` turns it into a result; `verifyProof` and `createProof` throw it. */
export class VerifyError extends ScelleError<VerifyCode> {
  override readonly name = 'VerifyError';

  constructor(code: VerifyCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super({ en, fr }, code, details, options);
  }
}
