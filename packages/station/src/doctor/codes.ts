/** What an examination of a station finds, the good and the bad; docs/errors.md explains them. */
export type DoctorCode =
  // file modes
  | 'modes-private'
  | 'modes-open'
  // settings
  | 'settings-sound'
  | 'settings-party-unknown'
  | 'settings-unsound'
  // ledger
  | 'ledger-sound'
  | 'ledger-unsound'
  // custody log
  | 'custody-sound'
  | 'custody-unsound'
  // files of batches
  | 'files-present'
  | 'files-missing'
  | 'files-unexpected'
  // keys and certificates
  | 'keys-valid'
  | 'keys-ending'
  | 'keys-ended'
  | 'keys-foreign'
  | 'certificates-valid'
  | 'certificates-ending'
  | 'certificates-ended'
  // clock
  | 'clock-plausible'
  | 'clock-jumped'
  | 'clock-behind'
  // disc
  | 'space-enough'
  | 'space-low'
  | 'space-exhausted'
  // software
  | 'software-current'
  | 'software-old'
  | 'software-unsupported'
  // backup
  | 'backup-not-due'
  | 'backup-recent'
  | 'backup-old'
  | 'backup-missing'
  // numbers after a restoration
  | 'numbers-known'
  | 'numbers-unconfirmed';
