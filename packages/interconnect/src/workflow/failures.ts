import type { ErrorDetails, ErrorStatus, Language } from '@scelle/core';

/**
 * An error with a code, as every package of Scellé throws it. It is told by its shape: the reason of a signal is the
 * caller's own, and an error of another copy of a package is none of ours.
 */
export interface DescribedError extends Error {
  readonly code: string;
  readonly status: ErrorStatus;
  readonly details: ErrorDetails;
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

/** Codes of failures that would meet whatever comes next, too: of the peer, of the line, and of this machine. */
const generalCodes: readonly string[] = [
  'certificate-expired',
  'certificate-unknown',
  'not-permitted',
  'receiver-busy',
  'receiver-certificate',
  'receiver-failed',
  'receiver-too-slow',
  'receiver-unreachable',
  'storage-full',
  'transfer-stopped',
  'ledger-busy',
  'ledger-damaged',
  'ledger-full',
  'station-busy',
  'target-unwritable',
];

/** Whether the next document or batch need not be tried: all else is a matter of a single one, and stops no other. */
export function isGeneral({ code }: DescribedError): boolean {
  return generalCodes.includes(code);
}
