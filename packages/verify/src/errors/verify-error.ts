import type { ErrorCatalogue, ErrorDetails } from '@scelle/core';
import { ScelleError } from '@scelle/core/browser';
import {
  attachmentsErrors,
  contentErrors,
  decryptionErrors,
  merkleErrors,
  payloadErrors,
  policyErrors,
  recordsErrors,
} from './content.ts';
import { addresseeErrors, manifestErrors, sequenceErrors, signatureErrors } from './head.ts';
import { callerErrors, proofsErrors, uncheckedErrors } from './unchecked.ts';

const catalogue = {
  ...signatureErrors,
  ...manifestErrors,
  ...addresseeErrors,
  ...sequenceErrors,
  ...payloadErrors,
  ...decryptionErrors,
  ...contentErrors,
  ...recordsErrors,
  ...merkleErrors,
  ...attachmentsErrors,
  ...policyErrors,
  ...uncheckedErrors,
  ...callerErrors,
  ...proofsErrors,
};

/**
 * Every code of `@scelle/verify`, beside those of `@scelle/core`; docs/errors.md explains them.
 * @useDeclaredType
 */
export type VerifyCode = keyof typeof catalogue;

/** Every error of `@scelle/verify`. */
export const verifyErrors: ErrorCatalogue<VerifyCode> = catalogue;

/** Why a step or a proof failed. `verifyBatch` turns it into a result; `verifyProof` and `createProof` throw it. */
export class VerifyError extends ScelleError<VerifyCode> {
  override readonly name = 'VerifyError';

  constructor(code: VerifyCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(catalogue, code, details, options);
  }
}

/** Whether a code, such as one that stands in a report, is one of this package. */
export function isVerifyCode(code: string): code is VerifyCode {
  return Object.hasOwn(catalogue, code);
}
