import { defineErrors } from '@scelle/core/internal';

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
    meaning: 'The station has no opening key to which its backup could be encrypted.',
    advice: 'Give one with `--recipient-key`.',
    en: (d) =>
      `${d.name} has no opening key to which a backup could be encrypted. Give the key of somebody who keeps it with --recipient-key.`,
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
    meaning: 'The ledger has a higher number than the one to be confirmed.',
    advice: 'Confirm that one, or a higher one.',
    en: (d) =>
      `The ledger has number ${d.found} of this stream already, so ${d.expected} was not the last. Confirm that one, or the higher one that was used since.`,
    fr: (d) =>
      `Le registre a déjà le numéro ${d.found} de ce flux : ${d.expected} ne fut donc pas le dernier. Confirmez celui-là, ou le numéro plus élevé employé depuis.`,
  },
  'sequence-higher': {
    status: 'usage',
    meaning: 'The receiver has a higher number than the one to be confirmed.',
    advice: 'Add its receipts in their order, or confirm its number with `--manifest`.',
    en: (d) =>
      `${d.name} has number ${d.found} of ${d.field} already, so ${d.expected} was not the last. Ask it for its receipts and add them in their order; or confirm ${d.found} with --manifest, the digest by which it knows that batch.`,
    fr: (d) =>
      `${d.name} a déjà le numéro ${d.found} de ${d.field} : ${d.expected} ne fut donc pas le dernier. Demandez-lui ses accusés et ajoutez-les dans l’ordre ; ou confirmez ${d.found} avec --manifest, l’empreinte sous laquelle il connaît ce lot.`,
  },
  'sequence-manifest-missing': {
    status: 'usage',
    meaning:
      'The number to be confirmed is higher than those in the ledger, and the next batch has to name the manifest of that one.',
    advice: 'Add receipts, put files back into the outbox, or give `--manifest`.',
    en: (d) =>
      `The ledger goes to number ${d.found}, and batch ${d.expected} is not in it. Add the receipts of the batches after ${d.found}, or put their files back into outbox/; or give with --manifest the digest (64 hex digits) by which the receiver knows batch ${d.expected}: the next one has to name it.`,
    fr: (d) =>
      `Le registre va jusqu’au numéro ${d.found}, et le lot ${d.expected} n’y est pas. Ajoutez les accusés des lots qui suivent ${d.found}, ou remettez leurs fichiers dans outbox/ ; ou donnez avec --manifest l’empreinte (64 chiffres hexadécimaux) sous laquelle le destinataire connaît le lot ${d.expected} : le suivant doit la nommer.`,
  },
  'sequence-reason-missing': {
    status: 'usage',
    meaning: 'The receiver does not say that this number was the last; a receipt shows only that it was used.',
    advice: 'Say with `--reason` how it is known that nothing was sent afterwards.',
    en: (d) =>
      `Nobody but you says that ${d.found} was the last number: the receiver could not be asked or has not got it, and a receipt shows only that a number was used. Say with --reason how it is known that nothing was sent after it.`,
    fr: (d) =>
      `Vous seul dites que ${d.found} fut le dernier numéro : le destinataire n’a pu être interrogé ou ne l’a pas, et un accusé montre seulement qu’un numéro fut employé. Dites avec --reason comment on sait que rien n’a été envoyé après lui.`,
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
