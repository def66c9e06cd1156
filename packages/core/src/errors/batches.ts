import { defineErrors } from './define-errors.ts';
import { placeEn, placeFr } from './expectations.ts';

/** Proofs. */
export const proofsErrors = defineErrors({
  'proof-invalid': {
    status: 'rejected',
    meaning: 'The inclusion path does not lead to the sealed root.',
    advice: 'The proof proves nothing; ask for a new one.',
    en: (d) =>
      `${placeEn(d)}the inclusion proof does not lead to the sealed root. Ask whoever gave it for the original file.`,
    fr: (d) =>
      `${placeFr(d)}la preuve d’inclusion ne mène pas à la racine scellée. Demandez le fichier original à qui l’a donnée.`,
  },
  'proof-leaf-missing': {
    status: 'rejected',
    meaning: 'A leaf was asked for that the batch does not have.',
    advice: 'Name a record of this batch.',
    en: (d) =>
      `${placeEn(d)}leaf ${d.index} was asked for, and the last one of the batch is ${d.limit}. Name a record of this batch.`,
    fr: (d) =>
      `${placeFr(d)}la feuille ${d.index} est demandée, et la dernière du lot est la ${d.limit}. Nommez un enregistrement de ce lot.`,
  },
});

/** Making a batch, and its content. */
export const batchesErrors = defineErrors({
  'previous-mismatch': {
    status: 'usage',
    meaning: 'Sequence 1 has no previous batch, and every later one names it.',
    advice: 'Give the digest of the batch before, or sequence 1.',
    en: (d) =>
      `${placeEn(d)}the first batch of a stream has no previous batch, and every later one names it. Give the digest of the batch before, or sequence 1.`,
    fr: (d) =>
      `${placeFr(d)}le premier lot d’un flux n’a pas de précédent, et chaque lot suivant le nomme. Donnez l’empreinte du lot précédent, ou le numéro 1.`,
  },
  'batch-sealed': {
    status: 'rejected',
    meaning: 'The batch is sealed; nothing can be added.',
    advice: 'Start the next batch.',
    en: (d) => `${placeEn(d)}the batch is sealed already; nothing can be added. Start the next batch.`,
    fr: (d) => `${placeFr(d)}le lot est déjà scellé ; rien ne peut y être ajouté. Commencez le lot suivant.`,
  },
  'batch-failed': {
    status: 'rejected',
    meaning: 'Writing the batch has failed before; what is written is not whole.',
    advice: 'Remove it, and make the batch again.',
    en: (d) =>
      `${placeEn(d)}writing the batch has failed before, and what is written is not whole. Remove it, and make the batch again.`,
    fr: (d) =>
      `${placeFr(d)}l’écriture du lot a échoué auparavant, et ce qui est écrit n’est pas entier. Supprimez-le, et refaites le lot.`,
  },
  'too-many-records': {
    status: 'rejected',
    meaning: 'A batch holds at most 5,000,000 records.',
    advice: 'Put the rest into the next batch.',
    en: (d) => `${placeEn(d)}a batch holds at most ${d.limit} records. Put the rest into the next batch.`,
    fr: (d) => `${placeFr(d)}un lot contient au plus ${d.limit} enregistrements. Placez le reste dans le lot suivant.`,
  },
  'too-many-controllers': {
    status: 'rejected',
    meaning: 'A batch holds records of at most 256 controllers.',
    advice: 'Put the others into the next batch.',
    en: (d) =>
      `${placeEn(d)}a batch holds records of at most ${d.limit} controllers. Put the others into the next batch.`,
    fr: (d) =>
      `${placeFr(d)}un lot contient les enregistrements d’au plus ${d.limit} responsables de traitement. Placez les autres dans le lot suivant.`,
  },
  'record-agent-unlisted': {
    status: 'rejected',
    meaning: "The record's agent is not among the agents of the batch.",
    advice: 'List all agents in the content statement.',
    en: (d) =>
      `${placeEn(d)}the agent of this record is not listed for the batch. List all agents in the content statement.`,
    fr: (d) =>
      `${placeFr(d)}l’agent de cet enregistrement n’est pas déclaré pour le lot. Déclarez tous les agents dans le contenu.`,
  },
  'attachment-empty': {
    status: 'rejected',
    meaning: 'An attachment has no bytes.',
    advice: 'Look for what went wrong where it was made.',
    en: (d) => `${placeEn(d)}an attachment has no bytes. Leave out the segment, or keep at least one byte of it.`,
    fr: (d) => `${placeFr(d)}une pièce jointe est vide. Omettez le segment, ou conservez-en au moins un octet.`,
  },
  'attachment-too-large': {
    status: 'rejected',
    meaning: 'Attachments are over their limit.',
    advice: 'Keep shorter segments.',
    en: (d) =>
      `${placeEn(d)}the attachments have ${d.found} bytes together, where ${d.limit} are allowed. Keep shorter segments.`,
    fr: (d) =>
      `${placeFr(d)}les pièces jointes comptent ${d.found} octets ensemble, ${d.limit} sont permis. Conservez des segments plus courts.`,
  },
  'too-many-attachments': {
    status: 'rejected',
    meaning: 'A batch holds at most 5,000,000 attachments.',
    advice: 'Put the rest into the next batch.',
    en: (d) => `${placeEn(d)}a batch holds at most ${d.limit} attachments. Put the rest into the next batch.`,
    fr: (d) => `${placeFr(d)}un lot contient au plus ${d.limit} pièces jointes. Placez le reste dans le lot suivant.`,
  },
  'attachment-not-found': {
    status: 'rejected',
    meaning: 'A segment that a record names is missing.',
    advice: 'Put it beside the others, under its SHA-256.',
    en: (d) => `${placeEn(d)}the segment ${d.name} is missing. Put it beside the others, under its SHA-256.`,
    fr: (d) => `${placeFr(d)}le segment ${d.name} manque. Placez-le avec les autres, sous son SHA-256.`,
  },
  'attachment-wrong-length': {
    status: 'rejected',
    meaning: 'A segment has another length than the record says.',
    advice: 'Correct the record, or restore the segment.',
    en: (d) =>
      `${placeEn(d)}the segment ${d.name} has ${d.found} bytes, the record says ${d.expected}. Restore it from the collecting system, or correct the record.`,
    fr: (d) =>
      `${placeFr(d)}le segment ${d.name} compte ${d.found} octets, l’enregistrement en annonce ${d.expected}. Restaurez-le depuis le système de collecte, ou corrigez l’enregistrement.`,
  },
  'attachment-wrong-digest': {
    status: 'rejected',
    meaning: 'The bytes of a segment do not match its name.',
    advice: 'Restore it from the collecting system.',
    en: (d) =>
      `${placeEn(d)}the bytes of segment ${d.name} have another SHA-256 than its name says. Restore it from the collecting system.`,
    fr: (d) =>
      `${placeFr(d)}les octets du segment ${d.name} n’ont pas le SHA-256 que dit son nom. Restaurez-le depuis le système de collecte.`,
  },
  'attachment-unreferenced': {
    status: 'rejected',
    meaning: 'Attachments were added that no record names.',
    advice: 'Add their records before the batch is sealed.',
    en: (d) => `${placeEn(d)}${d.found} attachments were added that no record names. Add their records first.`,
    fr: (d) =>
      `${placeFr(d)}${d.found} pièces jointes ont été ajoutées sans qu’aucun enregistrement les nomme. Ajoutez d’abord leurs enregistrements.`,
  },
  'segment-length-conflict': {
    status: 'rejected',
    meaning: 'A segment was named before with another length.',
    advice: 'Correct the records.',
    en: (d) =>
      `${placeEn(d)}the segment ${d.name} was named before with another length. Correct the record that is wrong.`,
    fr: (d) =>
      `${placeFr(d)}le segment ${d.name} a déjà été nommé avec une autre longueur. Corrigez l’enregistrement qui est faux.`,
  },
  'content-tar-invalid': {
    status: 'rejected',
    meaning: 'The content is not a well-formed tar.',
    advice: 'Ask the sender to pack it again.',
    en: (d) =>
      `${placeEn(d)}the content is not a well-formed tar (${d.found}). Ask the sender to pack the batch again.`,
    fr: (d) =>
      `${placeFr(d)}le contenu n’est pas un tar bien formé (${d.found}). Demandez à l’expéditeur de refaire le lot.`,
  },
  'content-member-invalid': {
    status: 'rejected',
    meaning: 'A member of the content is not a plain file of the form demanded.',
    advice: 'Ask the sender to pack it again.',
    en: (d) =>
      `${placeEn(d)}the member is not a plain file directly after the one before, as the format demands it. Ask the sender to pack the batch again.`,
    fr: (d) =>
      `${placeFr(d)}le membre n’est pas un fichier ordinaire placé juste après le précédent, comme le format l’exige. Demandez à l’expéditeur de refaire le lot.`,
  },
  'content-member-too-large': {
    status: 'rejected',
    meaning: 'A member of the content is over its limit.',
    advice: 'Ask the sender to pack it again.',
    en: (d) =>
      `${placeEn(d)}the member has ${d.found} bytes, where at most ${d.limit} are allowed. Ask the sender to pack the batch again.`,
    fr: (d) =>
      `${placeFr(d)}le membre compte ${d.found} octets, au plus ${d.limit} sont permis. Demandez à l’expéditeur de refaire le lot.`,
  },
  'content-member-unexpected': {
    status: 'rejected',
    meaning: 'A member of the content stands where another must.',
    advice: 'Ask the sender to pack it again.',
    en: (d) =>
      `${placeEn(d)}found the member "${d.found}" where "${d.expected}" must stand. Ask the sender to pack the batch again.`,
    fr: (d) =>
      `${placeFr(d)}le membre « ${d.found} » se trouve à la place de « ${d.expected} ». Demandez à l’expéditeur de refaire le lot.`,
  },
  'content-length': {
    status: 'rejected',
    meaning: 'The content is not as long as the manifest and its members imply: something is hidden or missing.',
    advice: 'Do not import; ask the sender.',
    en: (d) =>
      `${placeEn(d)}the content has ${d.found} bytes, the manifest says ${d.expected}: something is hidden or missing. Do not import this batch; ask the sender about it.`,
    fr: (d) =>
      `${placeFr(d)}le contenu compte ${d.found} octets, le manifeste en annonce ${d.expected} : quelque chose est caché ou manque. N’intégrez pas ce lot ; interrogez l’expéditeur.`,
  },
  'content-salt-key': {
    status: 'rejected',
    meaning: '`salt.key` is not 64 lower-case hex digits.',
    advice: 'Ask the sender to pack it again.',
    en: (d) => `${placeEn(d)}the salt key is not 64 lower-case hex digits. Ask the sender to pack the batch again.`,
    fr: (d) =>
      `${placeFr(d)}la clé de sel ne fait pas 64 chiffres hexadécimaux minuscules. Demandez à l’expéditeur de refaire le lot.`,
  },
  'content-group-invalid': {
    status: 'rejected',
    meaning: 'A group has not the order and form demanded.',
    advice: 'Ask the sender to pack it again.',
    en: (d) =>
      `${placeEn(d)}the group is not in the order and form that the format demands. Ask the sender to pack the batch again.`,
    fr: (d) =>
      `${placeFr(d)}le groupe n’a pas l’ordre et la forme que le format exige. Demandez à l’expéditeur de refaire le lot.`,
  },
  'co-signature-role': {
    status: 'usage',
    meaning: 'The role `sender` belongs to the seal.',
    advice: "Choose the co-signer's own role, such as `agent`.",
    en: (d) =>
      `${placeEn(d)}the role ${d.name} belongs to the seal alone. Choose the co-signer's own role, such as agent.`,
    fr: (d) =>
      `${placeFr(d)}le rôle ${d.name} est réservé au cachet. Choisissez le rôle du cosignataire, par exemple agent.`,
  },
  'co-signature-exists': {
    status: 'usage',
    meaning: 'This key has co-signed in this role already.',
    advice: 'Nothing needs to be done.',
    en: (d) => `${placeEn(d)}this key has co-signed in the role ${d.name} already. Nothing needs to be done.`,
    fr: (d) => `${placeFr(d)}cette clé a déjà cosigné au rôle ${d.name}. Il n’y a rien à faire.`,
  },
  'manifest-changed': {
    status: 'environment',
    meaning: 'The batch was replaced by another while it was looked at; nothing was signed or disclosed.',
    advice: 'Look at the new one.',
    en: (d) =>
      `${placeEn(d)}the batch was replaced by another one while it was looked at. Nothing was signed or disclosed; look at the new one.`,
    fr: (d) =>
      `${placeFr(d)}le lot a été remplacé par un autre pendant l’examen. Rien n’a été signé ni divulgué ; examinez le nouveau.`,
  },
});
