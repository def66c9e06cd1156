import type { Message } from '@scelle/core';
import type { DoctorCode } from '../../doctor/codes.ts';

/** English messages of an examination: what was found, and what to do next. */
export const en: Readonly<Record<DoctorCode, Message>> = {
  'modes-private': () => 'Folders, settings and secret keys are open to their owner alone.',
  'modes-open': (d) =>
    `${d.file}: open to other accounts of this machine, as are ${d.found} files or folders in all. Close them (chmod go=), and find out who could read them.`,
  'settings-sound': (d) => `${d.file}: valid.`,
  'settings-party-unknown': (d) =>
    `${d.file}: names ${d.name}, of which there is no card; ${d.found} such parties in all. Correct the name, or add the card.`,
  'settings-unsound': (d) =>
    `${d.file}: no command works with these settings (${d.found}). Any of them, such as "scelle peer list", tells every mistake with its place.`,
  'ledger-sound': (d) => `${d.file}: whole.`,
  'ledger-unsound': (d) => `${d.file}: damaged (${d.found}). Keep the file, and restore the station from a backup.`,
  'custody-sound': (d) => `The custody log is an unbroken chain of ${d.found} entries.`,
  'custody-unsound': (d) =>
    `The custody log is not as it was written (${d.found}). Look at it with "scelle custody verify", and keep the ledger.`,
  'files-present': () => 'Every batch is where the ledger says.',
  'files-missing': (d) =>
    `${d.file}: this batch is gone; missing in all: ${d.found}. Find out who removed it, and ask the sender for it.`,
  'files-unexpected': (d) =>
    `${d.file}: this file is not in the ledger, and no next number either; such files: ${d.found}. Find out who put it into the outbox, or whether an old ledger was put back.`,
  'keys-valid': (d) => `Every role can sign for more than a month; parties: ${d.found}.`,
  'keys-ending': (d) =>
    `The keys of ${d.name} for ${d.field} end at ${d.found}. It has to issue a card with new ones ("scelle key rotate").`,
  'keys-ended': (d) =>
    `${d.name} has no valid key for ${d.field} any more (${d.found}). What it signs is rejected until it issues a card with a new one.`,
  'keys-foreign': (d) =>
    `keys/: ${d.file}: missing, or not what card ${d.expected} of this station names. What they sign is rejected by every peer. Find out who exchanged them, and whether this station was restored from a genuine backup.`,
  'certificates-valid': (d) => `Certificates are valid for more than a month; parties: ${d.found}.`,
  'certificates-ending': (d) =>
    `The certificate of ${d.name} ends at ${d.found}. It has to issue a card with a new one ("scelle key rotate certificate").`,
  'certificates-ended': (d) =>
    `The certificate of ${d.name} has ended (${d.found}). It cannot be reached over the network until it issues a card with a new one.`,
  'clock-plausible': (d) => `It is ${d.found}, later than everything that was noted here.`,
  'clock-jumped': (d) =>
    `The clock was set back: entry ${d.line} of the custody log is of ${d.found}, the one before of ${d.expected}. Find out why, and synchronise the clock.`,
  'clock-behind': (d) =>
    `The clock says ${d.found}, and something was noted at ${d.expected} already. Set the clock before anything is signed.`,
  'space-enough': (d) => `${d.found} MiB are free.`,
  'space-low': (d) => `Only ${d.found} MiB are free, too little for a few days of batches. Free some.`,
  'space-exhausted': (d) => `Only ${d.found} MiB are free, too little for one day. Free some before the next batch.`,
  'software-current': (d) => `${d.found}; in use since ${d.expected}.`,
  'software-old': (d) => `${d.found}; in use since ${d.expected}. Look for newer versions, and install them.`,
  'software-unsupported': (d) =>
    `${d.found}; this line of Node has had no security fixes since ${d.expected}. Install a newer one.`,
  'backup-not-due': (d) => `There is none yet; one is due ${d.limit} days after ${d.found}.`,
  'backup-recent': (d) => `All but what was done since ${d.found} can be restored.`,
  'backup-old': (d) => `The last backup is of ${d.found}, more than ${d.limit} days ago. Make one ("scelle backup").`,
  'backup-missing': (d) =>
    `There is no backup of this station, which works since ${d.found}. Make one ("scelle backup") every ${d.limit} days.`,
  'numbers-known': () => 'The last number of every stream is known.',
  'numbers-unconfirmed': (d) =>
    `The station was restored, and the last number that it used for ${d.name}, ${d.field} is not confirmed; ${d.found} such streams in all. Add the receipts of the peer, then confirm it ("scelle confirm-sequence").`,
};
