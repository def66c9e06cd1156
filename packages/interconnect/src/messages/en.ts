import type { Message } from '@scelle/core';
import type { InterconnectCode } from '../codes.ts';

/** English messages: what was found, and what to do next. */
export const en: Readonly<Record<InterconnectCode, Message>> = {
  // what a receiver answers
  'certificate-unknown': () =>
    'The receiver does not know the certificate of this station. Hand it the newest card ("scelle card"), and ask it to add it.',
  'certificate-expired': (d) =>
    `The certificate of this station ended at ${d.found}. Make another ("scelle key rotate certificate"), and hand out its card.`,
  'request-invalid': (d) =>
    `The receiver does not understand the request (${d.field}). Use the same version on both ends.`,
  'resource-unknown': () => 'The receiver has nothing under this address. Announce the batch first.',
  'method-unknown': (d) => `The receiver does not do ${d.found} here. Use the same version on both ends.`,
  'not-permitted': () => 'The receiver hands on batches only to the party for which it receives.',
  'announcement-invalid': (d) =>
    `The announcement is not a manifest with its signatures, as they lie in a batch (${d.found}). Nothing was taken.`,
  'announcement-too-large': (d) => `The announcement is larger than ${d.limit} bytes. Nothing was taken.`,
  'sender-mismatch': (d) =>
    `The batch is from ${d.found}, but ${d.expected} is calling. Each party hands over its own batches.`,
  'channel-suspended': (d) =>
    `The network channel with ${d.name} is suspended. Write the batches to discs until it is resumed; nothing is lost.`,
  'batch-refused': (d) =>
    `The receiver refuses the batch: ${d.found}. Correct what the codes say, or ask the receiver.`,
  'upload-mismatch': () => 'What was uploaded is not the batch that was announced. It was removed; send it again.',
  'upload-damaged': (d) =>
    `The batch arrived damaged (${d.found}). It is sent again; should that not help, verify the file in the outbox.`,
  'upload-offset': (d) =>
    `The upload is at byte ${d.expected}, not at ${d.found}. Ask the receiver and go on from there.`,
  'uploads-too-many': (d) =>
    `${d.limit} uploads of this sender are unfinished already. Finish them, or wait until they expire.`,
  'storage-full': () =>
    'The receiver has no space left for this batch. Tell its operator; what has arrived stays there, and sending goes on later.',
  'receiver-busy': () => 'The receiver is busy or stopping. Send again in a while.',
  'receiver-failed': () => 'The receiver failed. Tell its operator; send again later.',
  // what a sender finds
  'receiver-unreachable': (d) =>
    `${d.name} cannot be reached (${d.found}). Check the network and whether the receiver runs; what was begun goes on from where it was.`,
  'receiver-certificate': (d) =>
    d.found === 'CERT_HAS_EXPIRED'
      ? `${d.name}: the certificate of the receiver has ended. Nothing was sent. Its operator makes another ("scelle key rotate certificate") and hands out the card.`
      : `${d.name}: who answers there shows another certificate than the card names (${d.found}). Nothing was sent. Ask the peer for its newest card; if there is none, somebody is in between.`,
  'receiver-answer-invalid': (d) =>
    `${d.name} answers what this version does not understand (${d.found}). Use the same version on both ends.`,
  'receiver-refused': (d) => `${d.name} refuses (${d.found}). Ask its operator.`,
  'receipt-missing': (d) =>
    `${d.name} says that it has the batch, and gives no valid receipt for it. It does not count as delivered; ask its operator.`,
  'transfer-given-up': (d) =>
    `${d.name}: the connection failed again and again for ${d.found} seconds (${d.expected}). Send again later; it goes on from where it was.`,
  'transfer-stopped': () => 'The transfer was stopped. Send again; it goes on from where it was.',
};
