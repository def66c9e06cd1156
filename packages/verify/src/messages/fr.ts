import type { Message } from '@scelle/core';
import type { VerifyCode } from '../codes.ts';

/** French messages: what was found, and what to do next. */
export const fr: Readonly<Record<VerifyCode, Message>> = {
  'seal-unknown-key': (d) =>
    `Le sceau a été apposé avec la clé ${d.found}, qui n’est celle d’aucun expéditeur de confiance. Si l’expéditeur a une nouvelle clé, obtenez-la par une voie authentifiée.`,
  'seal-wrong': () =>
    'Le sceau ne correspond pas au manifeste : il a été altéré ou scellé par un autre. N’importez pas ; prévenez l’expéditeur.',
  'co-signature-unknown-key': (d) =>
    `Une cosignature au rôle ${d.name} provient de la clé ${d.found}, qui n’est pas de confiance. Une personne doit décider ; une fois la clé authentifiée, déclarez-la pour ce rôle.`,
  'co-signature-wrong': (d) =>
    `La cosignature ${d.member} ne correspond pas au manifeste. N’importez pas ; prévenez l’expéditeur.`,
  'co-signature-misnamed': (d) =>
    `La cosignature ${d.member} contient une signature de la clé ${d.found}, ce que son nom ne dit pas.`,
  'threshold-not-met': (d) =>
    `${d.expected} clés distinctes au rôle ${d.name} doivent avoir signé ; ${d.found} l’ont fait. Demandez la cosignature manquante à l’expéditeur.`,
  'key-not-yet-valid': (d) => `La clé de ${d.name} a signé le ${d.found}, avant d’être valide le ${d.expected}.`,
  'key-expired': (d) => `La clé de ${d.name} a signé le ${d.found}, après son expiration le ${d.expected}.`,
  'key-revoked': (d) =>
    `La clé de ${d.name} a signé le ${d.found}, après sa révocation à compter du ${d.expected}. N’importez pas ; demandez à l’expéditeur un lot signé avec une clé valide.`,
  'key-revoked-late': (d) =>
    `La clé de ${d.name} est révoquée à compter du ${d.expected}. La signature se dit plus ancienne (${d.found}) mais n’est arrivée qu’ensuite, et qui détient la clé peut écrire n’importe quelle date. Une personne doit décider.`,
  'sender-key-mismatch': (d) =>
    `Le manifeste désigne ${d.found} comme expéditeur, mais le sceau est d’une clé de ${d.expected}.`,
  'trusted-comment-mismatch': (d) =>
    `${d.member} : le commentaire de confiance dit ${d.field}=${d.found} au lieu de ${d.expected}.`,
  'signing-time-implausible': (d) =>
    `${d.member} : signé le ${d.found}, hors de l’intervalle entre la création du lot et sa réception (${d.expected}). Vérifiez les horloges des deux parties.`,
  'addressee-other': (d) =>
    `Le lot est adressé à ${d.found} et non à ${d.expected}. Renvoyez-le à l’expéditeur sans l’ouvrir.`,
  'recipient-not-allowed': (d) =>
    `Le lot est chiffré pour une clé non autorisée (${d.found}) : un tiers pourrait le lire. Demandez pourquoi à l’expéditeur.`,
  'not-sealed-to-me': (d) =>
    `Le lot n’est pas chiffré pour votre clé (${d.expected}). Demandez à l’expéditeur de le chiffrer pour la bonne clé.`,
  'channel-not-accepted': (d) =>
    `Le lot est arrivé par le canal ${d.found}, et de cet expéditeur seul ${d.expected} est accepté. Demandez à l’expéditeur de s’y tenir, ou convenez d’un changement de la politique.`,
  'sequence-duplicate': (d) => `Le lot ${d.found} de ce flux a déjà été accepté ; il n’y a rien à faire.`,
  'sequence-gap': (d) =>
    `Le lot ${d.found} est arrivé, mais le lot ${d.expected} manque encore. Demandez-le à l’expéditeur.`,
  'sequence-equivocation': (d) =>
    `Le numéro ${d.found} de ce flux a déjà servi pour un autre contenu. Conservez les deux fichiers comme preuves ; interrogez l’expéditeur.`,
  'sequence-fork': (d) =>
    `Le lot ${d.found} suit un autre lot que celui qui a été accepté avant lui. Interrogez l’expéditeur.`,
  'payload-size': (d) => `La charge utile compte ${d.found} octets, le manifeste en annonce ${d.expected}.`,
  'payload-digest': (d) =>
    `La charge utile a pour SHA-256 ${d.found}, le manifeste annonce ${d.expected}. Elle a été endommagée ou remplacée ; redemandez le lot.`,
  'stanzas-mismatch': (d) =>
    `La charge utile est chiffrée pour ${d.found}, le manifeste annonce ${d.expected}. N’importez pas ; prévenez l’expéditeur.`,
  'content-document-mismatch': (d) =>
    `${d.member} : ${d.field} diffère du manifeste ou du sceau. Ce contenu a été scellé par un autre que son auteur. N’importez pas ; prévenez l’expéditeur.`,
  'group-boundary': (d) => `${d.member} : le groupe ne s’arrête pas où un groupe doit s’arrêter.`,
  'records-count': (d) => `Il y a ${d.found} enregistrements, le manifeste en annonce ${d.expected}.`,
  'records-period': (d) => `Les enregistrements couvrent ${d.found}, le manifeste annonce ${d.expected}.`,
  'records-controllers': (d) =>
    `Les enregistrements par responsable de traitement sont ${d.found}, le manifeste annonce ${d.expected}.`,
  'record-agent-unlisted': (d) =>
    `${d.member}, ligne ${d.line} : l’agent de l’enregistrement ne figure pas dans batch.json.`,
  'merkle-root': (d) => `La racine de Merkle du contenu est ${d.found}, le manifeste annonce ${d.expected}.`,
  'attachment-digest': (d) => `${d.member} : les octets n’ont pas le SHA-256 que dit le nom.`,
  'attachment-length': (d) =>
    `${d.member} : la pièce jointe compte ${d.found} octets, un enregistrement en annonce ${d.expected}.`,
  'attachment-missing': (d) => `${d.member} est nommée par un enregistrement et manque.`,
  'attachment-unreferenced': (d) =>
    `${d.member} est présente, mais aucun enregistrement de son groupe n’est le premier à la nommer.`,
  'attachments-count': (d) => `Il y a ${d.found} pièces jointes, le manifeste annonce ${d.expected}.`,
  'profile-not-allowed': (d) => `Le profil ${d.found} ne peut pas être importé ici (autorisés : ${d.expected}).`,
  'facts-in-future': (d) =>
    `Le dernier enregistrement est daté du ${d.found}, après la création du lot (${d.expected}). Vérifiez les horloges du collecteur.`,
  'facts-too-old': (d) =>
    `Le premier enregistrement est daté du ${d.found}, avant la date la plus ancienne admise (${d.expected}).`,
  'batch-over-records': (d) =>
    `Le lot contient ${d.found} enregistrements, et cet expéditeur peut en remettre au plus ${d.limit} à la fois. Demandez des lots plus petits, ou convenez d’un changement de la politique.`,
  'batch-over-bytes': (d) =>
    `Le lot a ${d.found} octets, et cet expéditeur peut en remettre au plus ${d.limit} à la fois. Demandez des lots plus petits, ou convenez d’un changement de la politique.`,
  'daily-records-exceeded': (d) =>
    `Avec ce lot il y aurait ${d.found} enregistrements de ${d.name} pour un même jour, et au plus ${d.limit} sont acceptés. Demandez à l’expéditeur de remettre le reste d’autres jours, ou convenez d’un changement de la politique.`,
  ok: () => 'Conforme.',
  'no-opening-key': () => 'Non contrôlé : aucune clé d’ouverture n’a été fournie.',
  'no-ledger': () => 'Non contrôlé : aucun registre n’a été fourni, rien n’est donc connu des lots précédents.',
  'earlier-step-failed': () => 'Non contrôlé : une étape antérieure a échoué.',
  'later-step-failed': () => 'Non achevé : une étape ultérieure a échoué avant la fin.',
  'profile-not-known': () => 'Non contrôlé : le profil des enregistrements n’est pas de ceux qui sont acceptés ici.',
  'accepted-before': () => 'Non contrôlé : ce même lot a déjà été accepté.',
  'payload-not-arrived': () => 'Non contrôlé : la charge utile n’est pas encore arrivée.',
  'consumer-without-identity': () =>
    'Un destinataire du contenu est indiqué, mais aucune clé pour ouvrir le lot : il ne recevrait rien, et le lot semblerait accepté. Indiquez la clé d’ouverture, ou aucun destinataire.',
  'record-not-found': () =>
    'Aucun enregistrement de ce lot ne porte cet identifiant. Vérifiez l’identifiant et le lot.',
  'record-ambiguous': () =>
    'Plusieurs enregistrements de ce lot portent cet identifiant, or une preuve doit en désigner un seul. Demandez un lot corrigé à l’expéditeur.',
};
