import type { ErrorDetails, ErrorStatus, Language } from '@scelle/core';

/**
 * An error with a code, as every package of Scellé throws it. It is told by its shape: the reason of a signal is the
 * caller's own, and an error of another copy of a package is none of ours.
 */
export interface DescribedError extends Error {
  readonly code: string;
  readonly status: ErrorStatus;
  readonly details: ErrorDetails;
  readonly retryable: boolean;
  describe(language: Language): string;
}

/** Whether the error is one with a code, and no defect. */
export function isDescribed(error: unknown): error is DescribedError {
  return error instanceof Error && 'code' in error && 'describe' in error && typeof error.describe === 'function';
}

/** The error, where it is one with a code; what is none is a defect, and is thrown. */
export function requireDescribed(error: unknown): DescribedError {
  if (isDescribed(error)) return error;
  throw error;
}

/** Failures that would meet whatever comes next, too, and will until a person has done something. */
const lastingCodes: readonly string[] = [
  'certificate-expired',
  'certificate-unknown',
  'not-permitted',
  'receiver-certificate',
  'transfer-stopped',
  'ledger-damaged',
  'target-unwritable',
];

/** The peer answers, and gets no further with one batch; or the disc has no space for one, which a smaller one may find. */
const singleCodes: readonly string[] = ['transfer-given-up', 'target-full'];

/**
 * Whether the next document or batch need not be tried: the peer, the line or this machine cannot do it now, or until a
 * person has done something. All else is a matter of a single one, and stops no other.
 */
export function isGeneral({ code, status, retryable }: DescribedError): boolean {
  const isOfMachine = status === 'environment' || status === 'attention';
  return lastingCodes.includes(code) || (retryable && isOfMachine && !singleCodes.includes(code));
}
