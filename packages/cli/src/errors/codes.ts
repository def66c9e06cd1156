import { type ExitStatus, exitStatus } from '../exit-status.ts';

/** Every code of `@scelle/cli`, beside those of `@scelle/core` and `@scelle/verify`. */
export type CliErrorCode =
  // usage
  | 'command-missing'
  | 'command-unknown'
  | 'argument-missing'
  | 'arguments-too-many'
  | 'option-unknown'
  | 'option-missing'
  | 'option-value-missing'
  | 'option-value-invalid'
  | 'options-conflict'
  | 'standard-input-twice'
  | 'command-running'
  | 'level-missing'
  | 'signer-missing'
  | 'require-repeated'
  | 'require-sender'
  | 'report-for-one'
  // configuration
  | 'profile-unknown'
  | 'previous-required'
  | 'previous-unexpected'
  | 'previous-not-preceding'
  | 'content-statement-invalid'
  | 'recipient-file-invalid'
  | 'identity-not-single'
  | 'passphrase-files-count'
  | 'passphrase-unavailable'
  | 'passphrase-empty'
  | 'passphrases-differ'
  | 'confirmation-missing'
  | 'not-confirmed'
  | 'peer-confirmation-missing'
  | 'peer-not-confirmed'
  // network
  | 'port-unavailable'
  // files
  | 'file-missing'
  | 'file-unreadable'
  | 'file-too-large'
  | 'folder-missing'
  | 'folder-full'
  | 'folder-unwritable'
  | 'folder-exists'
  | 'batch-changed'
  | 'output-failed'
  | 'output-closed'
  // data
  | 'records-invalid'
  | 'records-refused'
  | 'batch-not-accepted'
  // ends
  | 'interrupted'
  | 'defect';

/** The codes that are not about usage or configuration, with the exit status that they lead to. */
const statuses: Partial<Record<CliErrorCode, ExitStatus>> = {
  'command-running': exitStatus.environment,
  'file-missing': exitStatus.environment,
  'file-unreadable': exitStatus.environment,
  'folder-full': exitStatus.environment,
  'folder-unwritable': exitStatus.environment,
  'batch-changed': exitStatus.environment,
  'output-failed': exitStatus.environment,
  'port-unavailable': exitStatus.environment,
  'output-closed': exitStatus.environment,
  'records-invalid': exitStatus.rejected,
  'records-refused': exitStatus.rejected,
  'batch-not-accepted': exitStatus.rejected,
  interrupted: exitStatus.interrupted,
  defect: exitStatus.defect,
};

/** The exit status that an error of the CLI leads to. */
export function statusOfCliCode(code: CliErrorCode): ExitStatus {
  return statuses[code] ?? exitStatus.usage;
}
