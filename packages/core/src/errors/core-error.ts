import { ageErrors } from './age.ts';
import { batchesErrors, proofsErrors } from './batches.ts';
import { compressionErrors, containerErrors } from './container.ts';
import { type ErrorCatalogue, type ErrorDetails, ScelleError } from './define-errors.ts';
import { filesErrors, machineErrors } from './files.ts';
import { recordsErrors } from './records.ts';
import { sharesErrors } from './shares.ts';
import { signaturesErrors } from './signatures.ts';
import { textErrors } from './text.ts';

const catalogue = {
  ...textErrors,
  ...recordsErrors,
  ...ageErrors,
  ...sharesErrors,
  ...signaturesErrors,
  ...containerErrors,
  ...compressionErrors,
  ...proofsErrors,
  ...batchesErrors,
  ...filesErrors,
  ...machineErrors,
};

/**
 * Every code of `@scelle/core`. A code is stable between versions; docs/errors.md explains each.
 * @useDeclaredType
 */
export type CoreErrorCode = keyof typeof catalogue;

/** Every error of `@scelle/core`. */
export const coreErrors: ErrorCatalogue<CoreErrorCode> = catalogue;

/** What `@scelle/core` throws, for every mistake in what it was given and for nothing else. */
export class CoreError extends ScelleError<CoreErrorCode> {
  override readonly name = 'CoreError';

  constructor(code: CoreErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(catalogue, code, details, options);
  }
}

/** Whether a code, such as one that stands in a report, is one of this package and so has messages here. */
export function isCoreErrorCode(code: string): code is CoreErrorCode {
  return Object.hasOwn(catalogue, code);
}
