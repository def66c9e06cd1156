import { defineErrors } from '@scelle/core/internal';

/** What a sender finds. */
export const sendingErrors = defineErrors({
  'receiver-unreachable': {
    status: 'environment',
    retryable: true,
    meaning: 'Nobody answers, or the connection broke and could not be made again.',
    advice: 'Check the network; send later.',
    en: (d) =>
      `${d.name} cannot be reached (${d.found}). Check the network and whether the receiver runs; what was begun goes on from where it was.`,
    fr: (d) =>
      `${d.name} ne peut être joint (${d.found}). Vérifiez le réseau et que le récepteur tourne ; ce qui a commencé reprendra où il en était.`,
  },
  'receiver-certificate': {
    status: 'usage',
    meaning: 'Who answers shows another certificate than the card of the peer names.',
    advice: 'Ask the peer for its newest card. If there is none, somebody is in between.',
    en: (d) =>
      d.found === 'CERT_HAS_EXPIRED'
        ? `${d.name}: the certificate of the receiver has ended by the clock of this machine. Nothing was sent. Check the clock; if it is right, the operator there makes another ("scelle key rotate certificate") and hands out the card.`
        : d.found === 'CERT_NOT_YET_VALID'
          ? `${d.name}: the certificate of the receiver is not valid yet by the clock of this machine. Nothing was sent. Compare the clocks of both ends.`
          : `${d.name}: who answers there shows another certificate than the card names (${d.found}). Nothing was sent. Ask the peer for its newest card; if there is none, somebody is in between.`,
    fr: (d) =>
      d.found === 'CERT_HAS_EXPIRED'
        ? `${d.name} : le certificat du récepteur est échu selon l’horloge de cette machine. Rien n’a été envoyé. Vérifiez l’horloge ; si elle est juste, l’opérateur de là-bas en crée un autre (« scelle key rotate certificate ») et remet la carte.`
        : d.found === 'CERT_NOT_YET_VALID'
          ? `${d.name} : le certificat du récepteur n’est pas encore valide selon l’horloge de cette machine. Rien n’a été envoyé. Comparez les horloges des deux bouts.`
          : `${d.name} : ce qui répond là montre un autre certificat que celui de la carte (${d.found}). Rien n’a été envoyé. Demandez au pair sa dernière carte ; s’il n’y en a pas, quelqu’un s’interpose.`,
  },
  'receiver-answer-invalid': {
    status: 'rejected',
    meaning: 'The answer is none of this protocol.',
    advice: 'Use the same version on both ends.',
    en: (d) =>
      `${d.name} answers what this version does not understand (${d.found}). Use the same version on both ends.`,
    fr: (d) =>
      `${d.name} répond ce que cette version ne comprend pas (${d.found}). Employez la même version aux deux bouts.`,
  },
  'receiver-refused': {
    status: 'rejected',
    meaning: 'The answer is a refusal without a reason.',
    advice: 'Ask the operator of the receiver.',
    en: (d) => `${d.name} refuses (${d.found}). Ask its operator.`,
    fr: (d) => `${d.name} refuse (${d.found}). Interrogez son opérateur.`,
  },
  'receiver-too-slow': {
    status: 'environment',
    retryable: true,
    meaning: 'The receiver kept to every single bound, and took too long for what went over the connection.',
    advice: 'Tell its operator; send later: it goes on where it was.',
    en: (d) =>
      `${d.name}: the calls took ${d.found} seconds for ${d.expected} bytes, so that others are not kept waiting any longer. Tell its operator; send again later, it goes on from where it was.`,
    fr: (d) =>
      `${d.name} : les appels ont pris ${d.found} secondes pour ${d.expected} octets ; les autres n’attendront pas davantage. Prévenez son opérateur ; renvoyez plus tard, l’envoi reprendra où il en était.`,
  },
  'receipt-missing': {
    status: 'rejected',
    meaning: 'The receiver says that it has the batch, and gives no valid receipt.',
    advice: 'Ask its operator; the batch does not count as delivered.',
    en: (d) =>
      `${d.name} says that it has the batch, and gives no valid receipt for it. It does not count as delivered; ask its operator.`,
    fr: (d) =>
      `${d.name} dit avoir le lot et n’en donne aucun accusé valable. Il ne compte pas comme remis ; interrogez son opérateur.`,
  },
  'transfer-given-up': {
    status: 'environment',
    retryable: true,
    meaning: 'It failed again and again without progress.',
    advice: 'Send later.',
    en: (d) =>
      `${d.name}: the connection failed again and again for ${d.found} seconds (${d.expected}). Send again later; it goes on from where it was.`,
    fr: (d) =>
      `${d.name} : la liaison a échoué sans cesse pendant ${d.found} secondes (${d.expected}). Renvoyez plus tard ; l’envoi reprendra où il en était.`,
  },
  'transfer-stopped': {
    status: 'interrupted',
    meaning: 'A signal stopped it.',
    advice: 'Send again: it goes on where it was.',
    en: () => 'The transfer was stopped. Send again; it goes on from where it was.',
    fr: () => 'Le transfert a été arrêté. Renvoyez ; il reprendra où il en était.',
  },
});
