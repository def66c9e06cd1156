import type { Message } from '@scelle/core';
import type { StationCode } from '../codes.ts';
import { en as backup } from './backup/en.ts';
import { en as cards } from './cards/en.ts';
import { en as channels } from './channels/en.ts';
import { en as discs } from './discs/en.ts';
import { en as doctor } from './doctor/en.ts';
import { en as imports } from './import/en.ts';
import { en as settings } from './settings/en.ts';

/** English messages: what was found, and what to do next. */
export const en: Readonly<Record<StationCode, Message>> = {
  ...backup,
  ...cards,
  ...discs,
  ...doctor,
  ...channels,
  ...imports,
  ...settings,

  // folder
  'station-not-found': (d) =>
    `${d.file}: there is no station here (no scelle.toml). Give its folder with --station, or make one with scelle init.`,
  'station-exists': (d) => `${d.file}: this folder exists already. Choose another name; nothing was changed.`,
  'station-incomplete': (d) => `${d.file}: this part of the station is missing. Restore the station from a backup.`,
  'station-busy': (d) =>
    `${d.file}: another command is changing this station (lock ${d.name}). Try again once it has ended.`,
  // ledger
  'ledger-missing': (d) =>
    `${d.file}: the ledger of this station is missing. Restore it from a backup; a new one would not know what was sent.`,
  'ledger-damaged': (d) =>
    `${d.file}: the ledger is damaged (${d.found}). Keep the file, and restore the station from a backup.`,
  'ledger-newer': (d) =>
    `${d.file}: the ledger is of version ${d.found}, and this software knows up to version ${d.expected}. Update the software.`,
  'ledger-unreadable': (d) =>
    `${d.file}: the ledger cannot be read or written (${d.found}). Check the disc and the permissions; even looking at it takes a folder that can be written to.`,
  'ledger-full': (d) => `${d.file}: no space is left for the ledger. Free some; nothing was changed.`,
  'ledger-busy': (d) => `${d.file}: another program holds the ledger. Try again once it has finished.`,
  // custody
  'custody-entry-invalid': (d) => `Entry ${d.line} of the custody log was altered: it is not what was once written.`,
  'custody-entry-misplaced': (d) =>
    `Where entry ${d.expected} of the custody log is expected, entry ${d.found} stands: entries were removed or reordered.`,
  'custody-chain-broken': (d) =>
    `Entry ${d.line} of the custody log does not follow the one before it: one of the two was altered.`,
  'custody-anchor-mismatch': (d) =>
    `Entry ${d.line} of the custody log is not the one that ${d.name} names: the log was rewritten.`,
  'custody-truncated': (d) =>
    `The custody log ends with entry ${d.found}, but ${d.name} names entry ${d.expected}: its end was cut off.`,
  'custody-head-signature': () =>
    'A signed head of the custody log was not signed by this station. Compare it with an exported one.',
  // receipts
  'receipt-unknown-key': (d) =>
    `The receipt is signed with key ${d.found}, which no peer uses for receipts. If the peer has a new key, add its new card.`,
  'receipt-signature': () =>
    'The signature does not match the receipt: one of the two was altered or forged. Do not rely on it; ask the peer.',
  'receipt-key-not-valid': (d) =>
    `The receipt is signed at ${d.found}, when the key of ${d.name} was not valid (${d.expected}). Ask the peer for another.`,
  'receipt-key-revoked': (d) =>
    `The receipt is signed with a key of ${d.name} that is revoked from ${d.expected} on. Ask the peer for one by a valid key.`,
  'receipt-not-for-me': (d) =>
    `The receipt is for ${d.found}, not for ${d.expected}. Hand it to the party that it names.`,
  'receipt-unknown-batch': (d) =>
    `The receipt speaks of batch ${d.name}, which this station never sent. Ask the peer which batch it received.`,
  'receipt-mismatch': (d) =>
    `The receipt for ${d.name} says ${d.field} ${d.found}; ${d.expected} was sent. Keep it, and ask the peer what it received.`,
  'receipt-outdated': (d) =>
    `The receipt for ${d.name} (${d.found}) is older than the one that is known (${d.expected}). It changes nothing.`,
  // sending
  'replaced-not-rejected': (d) =>
    `Batch ${d.found} of this stream is not one that the recipient rejected. Only such a batch can be replaced.`,
  'outbox-conflict': (d) =>
    `${d.file}: this batch in the outbox is not in the ledger and is not what the ledger expects as number ${d.expected}. Was the ledger restored? Ask a person; nothing was changed.`,
  // receiving
  'batch-unknown': (d) => `There is no batch ${d.name} here. scelle status shows those there are.`,
  'batch-ambiguous': (d) => `Several batches answer to ${d.name}. Name one by its digest.`,
  'batch-adopted': (d) =>
    `${d.file} was sealed by an interrupted command, and is in the ledger now. Nothing was packed: if your records are not those that it holds, give the command again.`,
  'clock-behind-ledger': (d) =>
    `The clock says ${d.found}, and this station has noted ${d.expected} before. Nothing was signed. Set the clock; if it is right, let “scelle doctor” note the time, and give the command again.`,
  'signing-key-not-valid': (d) =>
    `No peer would accept what the signing key signs now (${d.found}): see its validity in the card. Nothing was signed. Check the clock, or make a new key with “scelle key rotate signing”.`,
  'batch-not-acceptable': (d) =>
    `Batch ${d.name} cannot be accepted as it is (${d.found}). Change the policy or the peer’s keys, or receive it with what it lacks, and process it again; or reject it.`,
  'batch-not-waiting': (d) => `Batch ${d.name} is ${d.found}; there is nothing to decide about it.`,
  'batch-out-of-turn': (d) =>
    `Batch ${d.name} cannot be accepted now: number ${d.expected} of its stream is next. Decide about that one first.`,
  'stored-file-foreign': (d) =>
    `The ledger of ${d.name} names ${d.file} as a file of this station, which it cannot be. Nothing was read or removed by that name. Keep the ledger, and find out who altered it.`,
  'stored-file-missing': (d) =>
    `${d.file}: this batch is in the ledger, but its file is gone. Ask the sender for it again, and find out who removed it.`,
  'stored-file-altered': (d) =>
    `${d.file}: this file is not what was received. Keep it, ask the sender for the batch again, and find out who altered it.`,
};
