/** Codes about backups; docs/errors.md explains them. */
export type BackupCode =
  | 'backup-invalid'
  | 'backup-without-recipient'
  | 'sequence-unconfirmed'
  | 'sequence-differs'
  | 'sequence-reason-missing'
  | 'station-not-restored';
