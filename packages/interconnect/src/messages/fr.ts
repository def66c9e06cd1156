import type { Message } from '@scelle/core';
import type { InterconnectCode } from '../codes.ts';

/** French messages: what was found, and what to do next. */
export const fr: Readonly<Record<InterconnectCode, Message>> = {
  // what a receiver answers
  'certificate-unknown': () =>
    'Le récepteur ne connaît pas le certificat de ce poste. Remettez-lui la dernière carte (« scelle card ») et demandez-lui de l’ajouter.',
  'certificate-expired': (d) =>
    `Le certificat de ce poste a pris fin le ${d.found}. Faites-en un autre (« scelle key rotate certificate ») et distribuez sa carte.`,
  'request-invalid': (d) =>
    `Le récepteur ne comprend pas la requête (${d.field}). Employez la même version aux deux bouts.`,
  'resource-unknown': () => 'Le récepteur n’a rien à cette adresse. Annoncez d’abord le lot.',
  'method-unknown': (d) => `Le récepteur ne fait pas ${d.found} ici. Employez la même version aux deux bouts.`,
  'not-permitted': () => 'Le récepteur ne remet des lots qu’à la partie pour laquelle il reçoit.',
  'announcement-invalid': (d) =>
    `L’annonce n’est pas un manifeste avec ses signatures, tels qu’ils sont dans un lot (${d.found}). Rien n’a été pris.`,
  'announcement-too-large': (d) => `L’annonce dépasse ${d.limit} octets. Rien n’a été pris.`,
  'sender-mismatch': (d) =>
    `Le lot est de ${d.found}, mais c’est ${d.expected} qui appelle. Chaque partie remet ses propres lots.`,
  'channel-suspended': (d) =>
    `Le canal réseau avec ${d.name} est suspendu. Gravez les lots sur des disques jusqu’à la reprise ; rien n’est perdu.`,
  'batch-refused': (d) =>
    `Le récepteur refuse le lot : ${d.found}. Corrigez ce que disent les codes, ou interrogez le récepteur.`,
  'upload-mismatch': () => 'Ce qui a été téléversé n’est pas le lot annoncé. Il a été retiré ; renvoyez-le.',
  'upload-damaged': (d) =>
    `Le lot est arrivé endommagé (${d.found}). Il est renvoyé ; si cela n’aide pas, vérifiez le fichier de la boîte d’envoi.`,
  'upload-offset': (d) =>
    `Le téléversement en est à l’octet ${d.expected} et non à ${d.found}. Interrogez le récepteur et continuez de là.`,
  'uploads-too-many': (d) =>
    `${d.limit} téléversements de cet expéditeur sont déjà inachevés. Terminez-les, ou attendez qu’ils expirent.`,
  'storage-full': () =>
    'Le récepteur n’a plus de place pour ce lot. Prévenez son opérateur ; ce qui est arrivé y reste, et l’envoi reprendra.',
  'receiver-busy': () => 'Le récepteur est occupé ou s’arrête. Renvoyez dans un moment.',
  'receiver-failed': () => 'Le récepteur a échoué. Prévenez son opérateur ; renvoyez plus tard.',
  // what a sender finds
  'receiver-unreachable': (d) =>
    `${d.name} ne peut être joint (${d.found}). Vérifiez le réseau et que le récepteur tourne ; ce qui a commencé reprendra où il en était.`,
  'receiver-certificate': (d) =>
    d.found === 'CERT_HAS_EXPIRED'
      ? `${d.name} : le certificat du récepteur est échu. Rien n’a été envoyé. Son opérateur en crée un autre (« scelle key rotate certificate ») et remet la carte.`
      : `${d.name} : ce qui répond là montre un autre certificat que celui de la carte (${d.found}). Rien n’a été envoyé. Demandez au pair sa dernière carte ; s’il n’y en a pas, quelqu’un s’interpose.`,
  'receiver-answer-invalid': (d) =>
    `${d.name} répond ce que cette version ne comprend pas (${d.found}). Employez la même version aux deux bouts.`,
  'receiver-refused': (d) => `${d.name} refuse (${d.found}). Interrogez son opérateur.`,
  'receipt-missing': (d) =>
    `${d.name} dit avoir le lot et n’en donne aucun accusé valable. Il ne compte pas comme remis ; interrogez son opérateur.`,
  'transfer-given-up': (d) =>
    `${d.name} : la liaison a échoué sans cesse pendant ${d.found} secondes (${d.expected}). Renvoyez plus tard ; l’envoi reprendra où il en était.`,
  'transfer-stopped': () => 'Le transfert a été arrêté. Renvoyez ; il reprendra où il en était.',
};
