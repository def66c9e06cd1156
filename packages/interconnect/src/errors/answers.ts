import type { ErrorDetails } from '@scelle/core';
import { defineErrors } from '@scelle/core/internal';

/** Whether a request was refused for the signed document in it: the field is then the code of what is wrong with that. */
function isAboutDocument({ field }: ErrorDetails): boolean {
  return /^(?:receipt|notice|decision|signature|json|utf8|public-key|document)-/.test(String(field));
}

/** What a receiver answers. */
export const answersErrors = defineErrors({
  'certificate-unknown': {
    status: 'usage',
    meaning:
      'No confirmed card names the certificate of the caller, or none of its signing keys is valid by the clock of the receiver.',
    advice: 'Hand the receiver the newest card; compare the clocks.',
    en: () =>
      'The receiver does not know the certificate of this station, or by its clock no signing key of this station is valid. Hand it the newest card ("scelle card"), and ask it to add it; if it has that card, compare the clocks of both ends.',
    fr: () =>
      'Le récepteur ne connaît pas le certificat de ce poste, ou aucune clé de signature de ce poste n’est valide selon son horloge. Remettez-lui la dernière carte (« scelle card ») et demandez-lui de l’ajouter ; s’il a cette carte, comparez les horloges des deux bouts.',
  },
  'certificate-expired': {
    status: 'usage',
    meaning: 'The certificate of the caller is not valid now.',
    advice: '`scelle key rotate certificate`; check the clocks.',
    en: (d) =>
      `The certificate of this station, which ends at ${d.found}, is not valid by the clock of the receiver. If it has ended, make another ("scelle key rotate certificate"), and hand out its card; if not, compare the clocks of both ends.`,
    fr: (d) =>
      `Le certificat de ce poste, qui prend fin le ${d.found}, n’est pas valide selon l’horloge du récepteur. S’il est échu, faites-en un autre (« scelle key rotate certificate ») et distribuez sa carte ; sinon, comparez les horloges des deux bouts.`,
  },
  'request-invalid': {
    status: 'rejected',
    meaning:
      'The request is not one of this protocol, or the receipt or notice in it is not acceptable; `field` says what is wrong, with the code of the document.',
    advice: 'Use the same version on both ends. For a document: hand out the newest card, compare the clocks.',
    en: (d) =>
      isAboutDocument(d)
        ? `The receiver does not take the document: ${d.field}. If it does not know the key, hand it the newest card of this station; if a time is not plausible, compare the clocks of both ends.`
        : `The receiver does not understand the request (${d.field}). Use the same version on both ends.`,
    fr: (d) =>
      isAboutDocument(d)
        ? `Le récepteur ne prend pas le document : ${d.field}. S’il ne connaît pas la clé, remettez-lui la dernière carte de ce poste ; si une heure n’est pas plausible, comparez les horloges des deux bouts.`
        : `Le récepteur ne comprend pas la requête (${d.field}). Employez la même version aux deux bouts.`,
  },
  'resource-unknown': {
    status: 'rejected',
    meaning: 'There is nothing under this address for the caller.',
    advice: 'Announce the batch.',
    en: () => 'The receiver has nothing under this address. Announce the batch first.',
    fr: () => 'Le récepteur n’a rien à cette adresse. Annoncez d’abord le lot.',
  },
  'method-unknown': {
    status: 'rejected',
    meaning: 'The resource does not do this.',
    advice: 'Use the same version on both ends.',
    en: (d) => `The receiver does not do ${d.found} here. Use the same version on both ends.`,
    fr: (d) => `Le récepteur ne fait pas ${d.found} ici. Employez la même version aux deux bouts.`,
  },
  'not-permitted': {
    status: 'rejected',
    meaning: 'Only the principal of a gateway may do this.',
    en: () => 'The receiver hands on batches only to the party for which it receives.',
    fr: () => 'Le récepteur ne remet des lots qu’à la partie pour laquelle il reçoit.',
  },
  'announcement-invalid': {
    status: 'rejected',
    meaning: 'The announcement is not a manifest with its signatures.',
    advice: 'Verify the batch in the outbox.',
    en: (d) =>
      `The announcement is not a manifest with its signatures, as they lie in a batch (${d.found}). Nothing was taken.`,
    fr: (d) =>
      `L’annonce n’est pas un manifeste avec ses signatures, tels qu’ils sont dans un lot (${d.found}). Rien n’a été pris.`,
  },
  'announcement-too-large': {
    status: 'rejected',
    meaning: 'The announcement is longer than any can be.',
    advice: 'Verify the batch in the outbox.',
    en: (d) => `The announcement is larger than ${d.limit} bytes. Nothing was taken.`,
    fr: (d) => `L’annonce dépasse ${d.limit} octets. Rien n’a été pris.`,
  },
  'sender-mismatch': {
    status: 'rejected',
    meaning: 'The batch is from another party than the caller.',
    advice: 'Let its sender hand it over.',
    en: (d) => `The batch is from ${d.found}, but ${d.expected} is calling. Each party hands over its own batches.`,
    fr: (d) => `Le lot est de ${d.found}, mais c’est ${d.expected} qui appelle. Chaque partie remet ses propres lots.`,
  },
  'channel-suspended': {
    status: 'waiting',
    meaning: 'The recipient has suspended the channel; its signed notice comes along.',
    advice: 'Hand over on discs until it is resumed.',
    en: (d) =>
      `The network channel with ${d.name} is suspended. Write the batches to discs until it is resumed; nothing is lost.`,
    fr: (d) =>
      `Le canal réseau avec ${d.name} est suspendu. Gravez les lots sur des disques jusqu’à la reprise ; rien n’est perdu.`,
  },
  'batch-refused': {
    status: 'rejected',
    meaning: 'The verification of manifest and signatures failed; its codes come along.',
    advice: 'Correct what they say.',
    en: (d) => `The receiver refuses the batch: ${d.found}. Correct what the codes say, or ask the receiver.`,
    fr: (d) => `Le récepteur refuse le lot : ${d.found}. Corrigez ce que disent les codes, ou interrogez le récepteur.`,
  },
  'upload-mismatch': {
    status: 'rejected',
    meaning: 'What was uploaded is not what was announced.',
    advice: 'Sent again by itself, once.',
    en: () => 'What was uploaded is not the batch that was announced. It was removed; send it again.',
    fr: () => 'Ce qui a été téléversé n’est pas le lot annoncé. Il a été retiré ; renvoyez-le.',
  },
  'upload-damaged': {
    status: 'rejected',
    retryable: true,
    meaning: 'The payload is not the one of the manifest.',
    advice: 'Sent again by itself, once; then verify the file.',
    en: (d) =>
      `The batch arrived damaged (${d.found}). It is sent again; should that not help, verify the file in the outbox.`,
    fr: (d) =>
      `Le lot est arrivé endommagé (${d.found}). Il est renvoyé ; si cela n’aide pas, vérifiez le fichier de la boîte d’envoi.`,
  },
  'upload-offset': {
    status: 'rejected',
    retryable: true,
    meaning: 'The upload is at another byte.',
    advice: 'Goes on by itself from there.',
    en: (d) => `The upload is at byte ${d.expected}, not at ${d.found}. Ask the receiver and go on from there.`,
    fr: (d) =>
      `Le téléversement en est à l’octet ${d.expected} et non à ${d.found}. Interrogez le récepteur et continuez de là.`,
  },
  'uploads-too-many': {
    status: 'waiting',
    retryable: true,
    meaning: 'Too many uploads of this sender are unfinished, or they claim too much space.',
    advice: 'Finish them, or wait. With `--parallel` fewer are sent at once by itself.',
    en: (d) =>
      `The receiver takes no further upload of this sender now: ${d.limit} are unfinished, or they claim too much of its space. They go on with "scelle sync"; what is never finished expires there.`,
    fr: (d) =>
      `Le récepteur ne prend plus de téléversement de cet expéditeur pour le moment : ${d.limit} sont inachevés, ou ils réservent trop de place. « scelle sync » les poursuit ; ce qui n’est jamais terminé y expire.`,
  },
  'storage-full': {
    status: 'attention',
    retryable: true,
    meaning: 'The receiver has no space for the batch.',
    advice: 'Tell its operator.',
    en: () =>
      'The receiver has no space left for this batch. Tell its operator; what has arrived stays there, and sending goes on later.',
    fr: () =>
      'Le récepteur n’a plus de place pour ce lot. Prévenez son opérateur ; ce qui est arrivé y reste, et l’envoi reprendra.',
  },
  'receiver-busy': {
    status: 'environment',
    retryable: true,
    meaning: 'The receiver is busy or stopping.',
    advice: 'Send later.',
    en: () => 'The receiver is busy or stopping. Send again in a while.',
    fr: () => 'Le récepteur est occupé ou s’arrête. Renvoyez dans un moment.',
  },
  'receiver-failed': {
    status: 'environment',
    retryable: true,
    meaning: 'The receiver failed.',
    advice: 'Tell its operator.',
    en: () => 'The receiver failed. Tell its operator; send again later.',
    fr: () => 'Le récepteur a échoué. Prévenez son opérateur ; renvoyez plus tard.',
  },
});
