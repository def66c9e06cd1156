import { defineErrors } from '@scelle/core/browser';

/** Step 6: payload. */
export const payloadErrors = defineErrors({
  'payload-size': {
    status: 'verdict',
    meaning: 'The payload has another length than the manifest says.',
    advice: 'Ask for the batch again.',
    en: (d) => `The payload has ${d.found} bytes, the manifest says ${d.expected}.`,
    fr: (d) => `La charge utile compte ${d.found} octets, le manifeste en annonce ${d.expected}.`,
  },
  'payload-digest': {
    status: 'verdict',
    meaning: 'The payload has another SHA-256 than the manifest says: damaged or replaced.',
    advice: 'Ask for the batch again.',
    en: (d) =>
      `The payload has SHA-256 ${d.found}, the manifest says ${d.expected}. It was damaged or replaced; ask for the batch again.`,
    fr: (d) =>
      `La charge utile a pour SHA-256 ${d.found}, le manifeste annonce ${d.expected}. Elle a été endommagée ou remplacée ; redemandez le lot.`,
  },
});

/** Step 7: decryption. */
export const decryptionErrors = defineErrors({
  'stanzas-mismatch': {
    status: 'verdict',
    meaning: 'The payload is encrypted to other recipients than the manifest says.',
    advice: 'Do not import; tell the sender.',
    en: (d) =>
      `The payload is encrypted to ${d.found}, the manifest says ${d.expected}. Do not import; tell the sender.`,
    fr: (d) =>
      `La charge utile est chiffrée pour ${d.found}, le manifeste annonce ${d.expected}. N’intégrez pas ; prévenez l’expéditeur.`,
  },
});

/** Step 8: content. */
export const contentErrors = defineErrors({
  'content-document-mismatch': {
    status: 'verdict',
    meaning: '`batch.json` differs from the manifest or the seal: somebody sealed content that is not theirs.',
    advice: 'Do not import; tell the sender, and the party that `batch.json` names.',
    en: (d) =>
      `${d.member}: ${d.field} differs from the manifest or the seal. This content was sealed by somebody else than its maker. Do not import; tell the sender.`,
    fr: (d) =>
      `${d.member} : ${d.field} diffère du manifeste ou du cachet. Ce contenu a été scellé par un autre que son auteur. N’intégrez pas ; prévenez l’expéditeur.`,
  },
});

/** Step 9: records. */
export const recordsErrors = defineErrors({
  'records-count': {
    status: 'verdict',
    meaning: 'The number of records is not the one in the manifest.',
    advice: 'Tell the sender.',
    en: (d) => `There are ${d.found} records, the manifest says ${d.expected}.`,
    fr: (d) => `Il y a ${d.found} enregistrements, le manifeste en annonce ${d.expected}.`,
  },
  'records-period': {
    status: 'verdict',
    meaning: 'The period of the records is not the one in the manifest.',
    advice: 'Tell the sender.',
    en: (d) => `The records cover ${d.found}, the manifest says ${d.expected}.`,
    fr: (d) => `Les enregistrements couvrent ${d.found}, le manifeste annonce ${d.expected}.`,
  },
  'records-controllers': {
    status: 'verdict',
    meaning: 'The records per controller are not those in the manifest.',
    advice: 'Tell the sender.',
    en: (d) => `The records per controller are ${d.found}, the manifest says ${d.expected}.`,
    fr: (d) => `Les enregistrements par responsable de traitement sont ${d.found}, le manifeste annonce ${d.expected}.`,
  },
  'record-agent-unlisted': {
    status: 'verdict',
    meaning: "A record's agent is not listed in `batch.json`.",
    advice: 'Tell the sender.',
    en: (d) => `${d.member}, line ${d.line}: the agent of the record is not listed in batch.json.`,
    fr: (d) => `${d.member}, ligne ${d.line} : l’agent de l’enregistrement ne figure pas dans batch.json.`,
  },
});

/** Step 10: Merkle tree. */
export const merkleErrors = defineErrors({
  'merkle-root': {
    status: 'verdict',
    meaning: 'The content is not the one that was sealed.',
    advice: 'Do not import; tell the sender.',
    en: (d) => `The Merkle root of the content is ${d.found}, the manifest says ${d.expected}.`,
    fr: (d) => `La racine de Merkle du contenu est ${d.found}, le manifeste annonce ${d.expected}.`,
  },
});

/** Step 11: attachments. */
export const attachmentsErrors = defineErrors({
  'attachment-digest': {
    status: 'verdict',
    meaning: "An attachment's bytes do not match its name.",
    advice: 'Tell the sender.',
    en: (d) => `${d.member}: the bytes have another SHA-256 than the name says.`,
    fr: (d) => `${d.member} : les octets n’ont pas le SHA-256 que dit le nom.`,
  },
  'attachment-length': {
    status: 'verdict',
    meaning: 'An attachment has another length than a record says.',
    advice: 'Tell the sender.',
    en: (d) => `${d.member}: the attachment has ${d.found} bytes, a record says ${d.expected}.`,
    fr: (d) => `${d.member} : la pièce jointe compte ${d.found} octets, un enregistrement en annonce ${d.expected}.`,
  },
  'attachment-missing': {
    status: 'verdict',
    meaning: 'A record names an attachment that is not there.',
    advice: 'Tell the sender.',
    en: (d) => `${d.member} is named by a record and is missing.`,
    fr: (d) => `${d.member} est nommée par un enregistrement et manque.`,
  },
  'attachment-unreferenced': {
    status: 'verdict',
    meaning: 'An attachment is there that no record of its group is the first to name.',
    advice: 'Tell the sender.',
    en: (d) => `${d.member} is present, but no record of its group is the first to name it.`,
    fr: (d) => `${d.member} est présente, mais aucun enregistrement de son groupe n’est le premier à la nommer.`,
  },
  'attachments-count': {
    status: 'verdict',
    meaning: 'Number or total length of the attachments is not that of the manifest.',
    advice: 'Tell the sender.',
    en: (d) => `There are ${d.found} attachments, the manifest says ${d.expected}.`,
    fr: (d) => `Il y a ${d.found} pièces jointes, le manifeste annonce ${d.expected}.`,
  },
  'group-boundary': {
    status: 'verdict',
    meaning: 'A group does not end where groups must end.',
    advice: 'Tell the sender; its software is defective.',
    en: (d) => `${d.member}: the group does not end where groups must end.`,
    fr: (d) => `${d.member} : le groupe ne s’arrête pas où un groupe doit s’arrêter.`,
  },
});

/** Step 12: policy. */
export const policyErrors = defineErrors({
  'profile-not-allowed': {
    status: 'verdict',
    meaning: 'The profile is not one that is accepted here.',
    advice: 'If it is test data: do not import it. Otherwise agree on a profile.',
    en: (d) => `The profile ${d.found} may not be imported here (allowed: ${d.expected}).`,
    fr: (d) => `Le profil ${d.found} ne peut pas être intégré ici (autorisés : ${d.expected}).`,
  },
  'facts-in-future': {
    status: 'verdict',
    meaning: 'A record is dated after the batch was created.',
    advice: 'Check the clocks of the collector.',
    en: (d) =>
      `The latest record is dated ${d.found}, after the batch was created (${d.expected}). Check the clocks of the collector.`,
    fr: (d) =>
      `Le dernier enregistrement est daté du ${d.found}, après la création du lot (${d.expected}). Vérifiez les horloges du collecteur.`,
  },
  'facts-too-old': {
    status: 'verdict',
    meaning: 'A record is older than accepted.',
    advice: 'Do not import; the law may forbid it.',
    en: (d) => `The earliest record is dated ${d.found}, before the oldest date accepted (${d.expected}).`,
    fr: (d) =>
      `Le premier enregistrement est daté du ${d.found}, avant la date la plus ancienne admise (${d.expected}).`,
  },
  'batch-over-records': {
    status: 'verdict',
    meaning: 'The batch holds more records than this sender may hand over at once.',
    advice: 'Ask for smaller batches, or change the policy.',
    en: (d) =>
      `The batch holds ${d.found} records, and this sender may hand over at most ${d.limit} at once. Ask for smaller batches, or agree on a change of the policy.`,
    fr: (d) =>
      `Le lot contient ${d.found} enregistrements, et cet expéditeur peut en remettre au plus ${d.limit} à la fois. Demandez des lots plus petits, ou convenez d’un changement de la politique.`,
  },
  'batch-over-bytes': {
    status: 'verdict',
    meaning: 'The payload has more bytes than this sender may hand over at once.',
    advice: 'Ask for smaller batches, or change the policy.',
    en: (d) =>
      `The batch has ${d.found} bytes, and this sender may hand over at most ${d.limit} at once. Ask for smaller batches, or agree on a change of the policy.`,
    fr: (d) =>
      `Le lot a ${d.found} octets, et cet expéditeur peut en remettre au plus ${d.limit} à la fois. Demandez des lots plus petits, ou convenez d’un changement de la politique.`,
  },
  'daily-records-exceeded': {
    status: 'verdict',
    meaning: 'With this batch a controller would have more records on one day than accepted.',
    advice: 'Ask the sender to spread them over days, or change the policy.',
    en: (d) =>
      `With this batch there would be ${d.found} records of ${d.name} on one day, and at most ${d.limit} are accepted. Ask the sender to hand over the rest on other days, or agree on a change of the policy.`,
    fr: (d) =>
      `Avec ce lot il y aurait ${d.found} enregistrements de ${d.name} pour un même jour, et au plus ${d.limit} sont acceptés. Demandez à l’expéditeur de remettre le reste d’autres jours, ou convenez d’un changement de la politique.`,
  },
});
