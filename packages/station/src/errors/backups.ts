import { defineErrors } from '@scelle/core';

/** Backups. */
export const backupsErrors = defineErrors({
  'backup-invalid': {
    status: 'rejected',
    meaning: 'This is not a backup of a station, or not a whole one.',
    advice: 'Take another one; nothing was restored.',
    en: (d) =>
      `This is not a backup of a station, or not a whole one: found ${d.found} where ${d.expected} is expected. Nothing was restored; take another one.`,
    fr: (d) =>
      `Ce n’est pas la sauvegarde d’un poste, ou elle n’est pas entière : ${d.found} trouvé au lieu de ${d.expected}. Rien n’a été restauré ; prenez-en une autre.`,
  },
  'backup-keys-foreign': {
    status: 'rejected',
    meaning: 'Keys in the backup are not those of the newest card in it: whoever made it did not have them.',
    advice: 'Do not use it; find out where it comes from. Nothing was restored.',
    en: (d) =>
      `Keys in this backup are not those of card ${d.expected}, the newest that it holds: ${d.file}. Nothing was restored. Whoever made it may not have had the station’s keys: do not use it, and find out where it comes from.`,
    fr: (d) =>
      `Des clés de cette sauvegarde ne sont pas celles de la carte ${d.expected}, la plus récente qu’elle contient : ${d.file}. Rien n’a été restauré. Qui l’a faite n’avait peut-être pas les clés du poste : ne l’employez pas, et cherchez d’où elle vient.`,
  },
  'backup-without-recipient': {
    status: 'usage',
    meaning: 'The station has no opening key to which its backup could be sealed.',
    advice: 'Give one with `--recipient-key`.',
    en: (d) =>
      `${d.name} has no opening key to which a backup could be sealed. Give the key of somebody who keeps it with --recipient-key.`,
    fr: (d) =>
      `${d.name} n’a pas de clé d’ouverture pour laquelle sceller une sauvegarde. Donnez avec --recipient-key la clé de qui la garde.`,
  },
  'receipt-not-next': {
    status: 'rejected',
    meaning: 'The station was restored, and learns by its receipts what it sent since: this one is not the next.',
    advice: 'Add the receipts in their order.',
    en: (d) =>
      `The receipt speaks of ${d.name}. This station was restored and knows its batches up to the one before number ${d.expected}: add the receipts in their order, from that one on.`,
    fr: (d) =>
      `L’accusé parle de ${d.name}. Ce poste a été restauré et connaît ses lots jusqu’à celui qui précède le numéro ${d.expected} : ajoutez les accusés dans l’ordre, à partir de celui-là.`,
  },
  'sequence-unconfirmed': {
    status: 'usage',
    meaning: 'The station was restored, and nobody has confirmed the last number of this stream.',
    advice: 'Add the receipts of the peer, then `scelle confirm-sequence`.',
    en: (d) =>
      `This station was restored, and ${d.found} may not be the last number that it used for ${d.name}, ${d.field}. Ask the peer for its receipts and add them, then confirm the last number with "scelle confirm-sequence".`,
    fr: (d) =>
      `Ce poste a été restauré, et ${d.found} n’est peut-être pas le dernier numéro qu’il a employé pour ${d.name}, ${d.field}. Demandez ses accusés au pair et ajoutez-les, puis confirmez le dernier numéro avec « scelle confirm-sequence ».`,
  },
  'sequence-differs': {
    status: 'usage',
    meaning: 'The last number in the ledger is another one.',
    advice: 'Add the receipts of later batches, or put their files back into the outbox.',
    en: (d) =>
      `The last number in the ledger is ${d.found}, not ${d.expected}. Add the receipts of the batches that came after it, or put their files back into outbox/; then confirm the last number.`,
    fr: (d) =>
      `Le dernier numéro du registre est ${d.found}, et non ${d.expected}. Ajoutez les accusés des lots qui l’ont suivi, ou remettez leurs fichiers dans outbox/ ; puis confirmez le dernier numéro.`,
  },
  'sequence-reason-missing': {
    status: 'usage',
    meaning: 'There is no receipt for the last number.',
    advice: 'Say with `--reason` how it is known.',
    en: (d) =>
      `There is no receipt of the peer for number ${d.found}. Say with --reason how it is known that nothing was sent after it.`,
    fr: (d) =>
      `Il n’y a pas d’accusé du pair pour le numéro ${d.found}. Dites avec --reason comment on sait que rien n’a été envoyé après lui.`,
  },
  'station-not-restored': {
    status: 'usage',
    meaning: 'The station was never restored: there is nothing to confirm.',
    en: (d) =>
      `The station of ${d.name} was never restored from a backup: it knows its numbers, and there is nothing to confirm.`,
    fr: (d) =>
      `Le poste de ${d.name} n’a jamais été restauré depuis une sauvegarde : il connaît ses numéros, et il n’y a rien à confirmer.`,
  },
});
