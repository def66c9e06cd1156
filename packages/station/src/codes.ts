import type { BackupCode } from './backup/codes.ts';
import type { CardCode } from './cards/codes.ts';
import type { ChannelCode } from './channels/codes.ts';
import type { DiscCode } from './discs/codes.ts';
import type { DoctorCode } from './doctor/codes.ts';
import type { ImportCode } from './import/codes.ts';
import type { SettingsCode } from './settings/codes.ts';

/** Every code of `@scelle/station`, beside those of `@scelle/core` and `@scelle/verify`; docs/errors.md explains them. */
export type StationCode =
  | BackupCode
  | CardCode
  | DiscCode
  | DoctorCode
  | ChannelCode
  | ImportCode
  | SettingsCode
  // folder
  | 'station-not-found'
  | 'station-exists'
  | 'station-incomplete'
  | 'station-busy'
  // ledger
  | 'ledger-missing'
  | 'ledger-damaged'
  | 'ledger-newer'
  | 'ledger-unreadable'
  | 'ledger-full'
  | 'ledger-busy'
  // custody
  | 'custody-entry-invalid'
  | 'custody-entry-misplaced'
  | 'custody-chain-broken'
  | 'custody-anchor-mismatch'
  | 'custody-truncated'
  | 'custody-head-signature'
  // receipts
  | 'receipt-unknown-key'
  | 'receipt-signature'
  | 'receipt-key-not-valid'
  | 'receipt-key-revoked'
  | 'receipt-not-for-me'
  | 'receipt-unknown-batch'
  | 'receipt-mismatch'
  | 'receipt-outdated'
  // sending
  | 'clock-behind-ledger'
  | 'replaced-not-rejected'
  | 'signing-key-not-valid'
  | 'outbox-conflict'
  // receiving
  | 'batch-unknown'
  | 'batch-ambiguous'
  | 'batch-adopted'
  | 'batch-not-acceptable'
  | 'batch-not-waiting'
  | 'batch-out-of-turn'
  | 'stored-file-foreign'
  | 'stored-file-missing'
  | 'stored-file-altered';
