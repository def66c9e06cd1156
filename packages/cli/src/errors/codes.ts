import { type ExitStatus, exitStatus } from '../exit-status.ts';

/** Every code of `@scelle/cli`, with the exit status that it leads to. */
export const cliErrorStatuses = {
  // usage
  'command-missing': exitStatus.usage,
  'command-unknown': exitStatus.usage,
  'argument-missing': exitStatus.usage,
  'arguments-too-many': exitStatus.usage,
  'option-unknown': exitStatus.usage,
  'option-missing': exitStatus.usage,
  'option-value-missing': exitStatus.usage,
  'option-value-invalid': exitStatus.usage,
  'options-conflict': exitStatus.usage,
  'standard-input-twice': exitStatus.usage,
  'level-missing': exitStatus.usage,
  'signer-missing': exitStatus.usage,
  // configuration
  'profile-unknown': exitStatus.usage,
  'previous-required': exitStatus.usage,
  'previous-unexpected': exitStatus.usage,
  'previous-not-preceding': exitStatus.usage,
  'content-statement-invalid': exitStatus.usage,
  'recipient-file-invalid': exitStatus.usage,
  'passphrase-unavailable': exitStatus.usage,
  'passphrase-empty': exitStatus.usage,
  'passphrases-differ': exitStatus.usage,
  'confirmation-missing': exitStatus.usage,
  'not-confirmed': exitStatus.usage,
  // files
  'file-missing': exitStatus.environment,
  'file-unreadable': exitStatus.environment,
  'file-too-large': exitStatus.usage,
  'folder-missing': exitStatus.usage,
  'folder-full': exitStatus.environment,
  'folder-unwritable': exitStatus.environment,
  'folder-exists': exitStatus.usage,
  'batch-changed': exitStatus.environment,
  'output-failed': exitStatus.environment,
  'output-closed': exitStatus.environment,
  // data
  'records-invalid': exitStatus.rejected,
  'batch-not-accepted': exitStatus.rejected,
  // ends
  interrupted: exitStatus.interrupted,
  defect: exitStatus.defect,
} as const satisfies Readonly<Record<string, ExitStatus>>;

/** A code of `@scelle/cli`. */
export type CliErrorCode = keyof typeof cliErrorStatuses;
