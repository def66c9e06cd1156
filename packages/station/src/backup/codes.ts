/** Codes about backups; docs/errors.md explains them. */
export type BackupCode =
  | 'backup-invalid'
  | 'backup-keys-foreign'
  | 'backup-without-recipient'
  | 'receipt-not-next'
  | 'sequence-unconfirmed'
  | 'sequence-differs'
  | 'sequence-reason-missing'
  | 'station-not-restored';
