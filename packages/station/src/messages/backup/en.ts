import type { Message } from '@scelle/core';
import type { BackupCode } from '../../backup/codes.ts';

/** English messages about backups: what was found, and what to do next. */
export const en: Readonly<Record<BackupCode, Message>> = {
  'backup-invalid': (d) =>
    `This is not a backup of a station, or not a whole one: found ${d.found} where ${d.expected} is expected. Nothing was restored; take another one.`,
  'backup-keys-foreign': (d) =>
    `Keys in this backup are not those of card ${d.expected}, the newest that it holds: ${d.file}. Nothing was restored. Whoever made it may not have had the station’s keys: do not use it, and find out where it comes from.`,
  'backup-without-recipient': (d) =>
    `${d.name} has no opening key to which a backup could be sealed. Give the key of somebody who keeps it with --recipient-key.`,
  'receipt-not-next': (d) =>
    `The receipt speaks of ${d.name}. This station was restored and knows its batches up to the one before number ${d.expected}: add the receipts in their order, from that one on.`,
  'sequence-unconfirmed': (d) =>
    `This station was restored, and ${d.found} may not be the last number that it used for ${d.name}, ${d.field}. Ask the peer for its receipts and add them, then confirm the last number with "scelle confirm-sequence".`,
  'sequence-differs': (d) =>
    `The last number in the ledger is ${d.found}, not ${d.expected}. Add the receipts of the batches that came after it, or put their files back into outbox/; then confirm the last number.`,
  'sequence-reason-missing': (d) =>
    `There is no receipt of the peer for number ${d.found}. Say with --reason how it is known that nothing was sent after it.`,
  'station-not-restored': (d) =>
    `The station of ${d.name} was never restored from a backup: it knows its numbers, and there is nothing to confirm.`,
};
