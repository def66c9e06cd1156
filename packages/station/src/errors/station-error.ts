import { type ErrorCatalogue, type ErrorDetails, ScelleError } from '@scelle/core';
import { backupsErrors } from './backups.ts';
import { batchesErrors, discsErrors } from './batches.ts';
import { cardsErrors } from './cards.ts';
import { channelsErrors } from './channels.ts';
import { custodyErrors } from './custody.ts';
import { decisionsErrors } from './decisions.ts';
import { examinationErrors } from './examination.ts';
import { folderErrors, ledgerErrors } from './folder.ts';
import { importsErrors } from './imports.ts';
import { receiptsErrors } from './receipts.ts';
import { settingsErrors } from './settings.ts';

const catalogue = {
  ...cardsErrors,
  ...backupsErrors,
  ...examinationErrors,
  ...channelsErrors,
  ...settingsErrors,
  ...folderErrors,
  ...ledgerErrors,
  ...custodyErrors,
  ...receiptsErrors,
  ...decisionsErrors,
  ...importsErrors,
  ...discsErrors,
  ...batchesErrors,
};

/**
 * Every code of `@scelle/station`, beside those of `@scelle/core` and `@scelle/verify`; docs/errors.md explains them.
 * @useDeclaredType
 */
export type StationCode = keyof typeof catalogue;

/** Every error of `@scelle/station`. */
export const stationErrors: ErrorCatalogue<StationCode> = catalogue;

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
    super(catalogue, code, details, options);
    this.reasons = options?.reasons ?? [];
  }
}
