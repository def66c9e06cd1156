import { defineErrors } from '@scelle/core/internal';

/** Discs of a station. */
export const discsErrors = defineErrors({
  'hand-over-invalid': {
    status: 'usage',
    meaning: 'What was said of a parcel, such as a seal number, cannot be entered in the custody log.',
    advice: 'Shorten it.',
    en: (d) =>
      `What was said of the parcel (${d.field}) cannot be entered in the custody log. Give texts of 1 to ${d.limit} plain characters each, 1024 together.`,
    fr: (d) =>
      `Ce qui est dit du colis (${d.field}) ne peut entrer dans le journal de traçabilité. Donnez des textes de 1 à ${d.limit} caractères simples chacun, 1024 ensemble.`,
  },
  'media-not-allowed': {
    status: 'usage',
    meaning: 'The policy lets no batch for that peer leave on discs.',
    advice: 'If it should, change `sending` in `scelle.toml`.',
    en: (d) =>
      `The policy lets no batch for ${d.name} leave on discs. If it should, add "media" to the sending channels in scelle.toml.`,
    fr: (d) =>
      `La politique ne laisse partir aucun lot pour ${d.name} sur des disques. S’il le faut, ajoutez « media » aux canaux d’envoi dans scelle.toml.`,
  },
});

/** Batches of a station. */
export const batchesErrors = defineErrors({
  'batch-adopted': {
    status: 'attention',
    meaning:
      'An interrupted command had sealed a batch of this stream; it is in the ledger now, and nothing was packed.',
    advice: 'If these are other records, give the command again.',
    en: (d) =>
      `${d.file} was sealed by an interrupted command, and is in the ledger now. Nothing was packed: if your records are not those that it holds, give the command again.`,
    fr: (d) =>
      `${d.file} a été scellé par une commande interrompue, et figure maintenant au registre. Rien n’a été scellé : si vos enregistrements ne sont pas ceux qu’il contient, redonnez la commande.`,
  },
  'clock-behind-ledger': {
    status: 'environment',
    meaning: 'The clock is earlier than the last entry of the custody log.',
    advice: 'Set it; if it is right, `scelle doctor` notes the time.',
    en: (d) =>
      `The clock says ${d.found}, and this station has noted ${d.expected} before. Nothing was signed. Set the clock; if it is right, let “scelle doctor” note the time, and give the command again.`,
    fr: (d) =>
      `L’horloge indique ${d.found}, et ce poste a déjà noté ${d.expected}. Rien n’a été signé. Réglez l’horloge ; si elle est juste, faites noter l’heure par « scelle doctor », puis redonnez la commande.`,
  },
  'signing-key-not-valid': {
    status: 'usage',
    meaning: 'Now is outside the validity of the signing key, or the key is revoked.',
    advice: 'Check the clock, or `scelle key rotate signing`.',
    en: (d) =>
      `No peer would accept what the signing key signs now (${d.found}): see its validity in the card. Nothing was signed. Check the clock, or make a new key with “scelle key rotate signing”.`,
    fr: (d) =>
      `Aucun pair n’accepterait ce que la clé de signature signe maintenant (${d.found}) : voyez sa validité sur la carte. Rien n’a été signé. Vérifiez l’horloge, ou faites une nouvelle clé avec « scelle key rotate signing ».`,
  },
  'replaced-not-rejected': {
    status: 'usage',
    meaning: 'Only a batch that its recipient rejected can be replaced.',
    advice: 'Correct `--replaces`.',
    en: (d) =>
      `Batch ${d.found} of this stream is not one that the recipient rejected. Only such a batch can be replaced.`,
    fr: (d) =>
      `Le lot ${d.found} de ce flux n’est pas de ceux que le destinataire a rejetés. Seul un tel lot peut être remplacé.`,
  },
  'outbox-conflict': {
    status: 'environment',
    meaning: 'A batch in the outbox is not in the ledger and not its next number.',
    advice: 'Find out whether the ledger was restored.',
    en: (d) =>
      `${d.file}: this batch in the outbox is not in the ledger and is not what the ledger expects as number ${d.expected}. Was the ledger restored? Ask a person; nothing was changed.`,
    fr: (d) =>
      `${d.file} : ce lot de la boîte d’envoi n’est pas au registre et n’est pas ce que le registre attend comme numéro ${d.expected}. Le registre a-t-il été restauré ? Consultez une personne ; rien n’a été modifié.`,
  },
  'batch-unknown': {
    status: 'usage',
    meaning: 'No batch here is called so.',
    advice: 'See `scelle status`.',
    en: (d) => `There is no batch ${d.name} here. scelle status shows those there are.`,
    fr: (d) => `Il n’y a pas de lot ${d.name} ici. scelle status montre ceux qui y sont.`,
  },
  'batch-ambiguous': {
    status: 'usage',
    meaning: 'Several batches are called so.',
    advice: 'Name one by the digest of its manifest.',
    en: (d) => `Several batches answer to ${d.name}. Name one by its digest.`,
    fr: (d) => `Plusieurs lots répondent à ${d.name}. Désignez-en un par son empreinte.`,
  },
  'batch-not-acceptable': {
    status: 'usage',
    meaning: 'Keys or policy have changed since the batch was accepted, and by what they are now it lacks something.',
    advice: 'Change them, or receive it with what it lacks, and `scelle process`; or `scelle judge --reject`.',
    en: (d) =>
      `Batch ${d.name} cannot be accepted as it is (${d.found}). Change the policy or the peer’s keys, or receive it with what it lacks, and process it again; or reject it.`,
    fr: (d) =>
      `Le lot ${d.name} ne peut pas être accepté tel quel (${d.found}). Changez la politique ou les clés du pair, ou recevez-le avec ce qui lui manque, puis ouvrez-le de nouveau ; ou rejetez-le.`,
  },
  'batch-not-waiting': {
    status: 'usage',
    meaning: 'The batch waits for nobody.',
    en: (d) => `Batch ${d.name} is ${d.found}; there is nothing to decide about it.`,
    fr: (d) => `Le lot ${d.name} est ${d.found} ; il n’y a rien à décider à son sujet.`,
  },
  'batch-out-of-turn': {
    status: 'usage',
    meaning: 'Another number of the stream comes first.',
    advice: 'Decide about that one.',
    en: (d) =>
      `Batch ${d.name} cannot be accepted now: number ${d.expected} of its stream is next. Decide about that one first.`,
    fr: (d) =>
      `Le lot ${d.name} ne peut être accepté maintenant : le numéro ${d.expected} de son flux vient d’abord. Décidez de celui-là.`,
  },
  'stored-file-foreign': {
    status: 'environment',
    meaning: 'The ledger names a file that is none of this station.',
    advice: 'Keep the ledger; find out who altered it. Nothing was touched by that name.',
    en: (d) =>
      `The ledger of ${d.name} names ${d.file} as a file of this station, which it cannot be. Nothing was read or removed by that name. Keep the ledger, and find out who altered it.`,
    fr: (d) =>
      `Le registre de ${d.name} cite ${d.file} comme fichier de ce poste, ce qu’il ne peut être. Rien n’a été lu ni supprimé sous ce nom. Gardez le registre, et cherchez qui l’a modifié.`,
  },
  'stored-file-missing': {
    status: 'environment',
    meaning: 'The file of a received batch is gone.',
    advice: 'Ask the sender for it; find out who removed it.',
    en: (d) =>
      `${d.file}: this batch is in the ledger, but its file is gone. Ask the sender for it again, and find out who removed it.`,
    fr: (d) =>
      `${d.file} : ce lot est au registre, mais son fichier a disparu. Redemandez-le à l’expéditeur et cherchez qui l’a retiré.`,
  },
  'source-changed': {
    status: 'environment',
    meaning: 'Somebody wrote to the file, moved or linked it while it was verified.',
    advice: 'Give the command again; nothing was kept.',
    en: (d) =>
      `${d.file}: somebody wrote to this file, moved or linked it while it was being verified. Nothing was kept. Give the command again once nobody works on it.`,
    fr: (d) =>
      `${d.file} : quelqu’un a écrit dans ce fichier, l’a déplacé ou lié pendant son contrôle. Rien n’a été conservé. Relancez la commande quand plus personne n’y travaille.`,
  },
  'opening-key-missing': {
    status: 'usage',
    meaning: 'A batch is to be opened, and no opening key was given.',
    advice: 'Give it; nothing was signed or written.',
    en: (d) =>
      `No opening key was given, and batch ${d.name} can only be opened with one. Nothing was signed or written. Give the key to which it is sealed.`,
    fr: (d) =>
      `Aucune clé d’ouverture n’est indiquée, et le lot ${d.name} ne s’ouvre qu’avec une. Rien n’a été signé ni écrit. Indiquez la clé pour laquelle il est scellé.`,
  },
  'stored-file-altered': {
    status: 'environment',
    meaning: 'The file of a received batch is not what came.',
    advice: 'Keep it; ask the sender for the batch; find out who altered it.',
    en: (d) =>
      `${d.file}: this file is not what was received. Keep it, ask the sender for the batch again, and find out who altered it.`,
    fr: (d) =>
      `${d.file} : ce fichier n’est pas ce qui fut reçu. Conservez-le, redemandez le lot à l’expéditeur et cherchez qui l’a altéré.`,
  },
});
