import type { Message } from '@scelle/core';
import type { DoctorCode } from '../../doctor/codes.ts';

/** French messages of an examination: what was found, and what to do next. */
export const fr: Readonly<Record<DoctorCode, Message>> = {
  'modes-private': () => 'Dossiers, réglages et clés secrètes ne sont ouverts qu’à leur propriétaire.',
  'modes-open': (d) =>
    `${d.file} : ouvert à d’autres comptes de cette machine, comme ${d.found} fichiers ou dossiers en tout. Fermez-les (chmod go=), et cherchez qui a pu les lire.`,
  'settings-sound': (d) => `${d.file} : valide.`,
  'settings-party-unknown': (d) =>
    `${d.file} : nomme ${d.name}, dont il n’y a pas de carte ; ${d.found} parties dans ce cas. Corrigez le nom, ou ajoutez la carte.`,
  'settings-unsound': (d) =>
    `${d.file} : aucune commande ne fonctionne avec ces réglages (${d.found}). L’une d’elles, comme « scelle peer list », dit chaque faute et sa place.`,
  'ledger-sound': (d) => `${d.file} : entier.`,
  'ledger-unsound': (d) =>
    `${d.file} : endommagé (${d.found}). Conservez le fichier, et restaurez le poste depuis une sauvegarde.`,
  'custody-sound': (d) => `Le journal est une chaîne ininterrompue de ${d.found} entrées.`,
  'custody-unsound': (d) =>
    `Le journal n’est pas tel qu’il fut écrit (${d.found}). Examinez-le avec « scelle custody verify », et conservez le registre.`,
  'files-present': () => 'Chaque lot est là où le registre le dit.',
  'files-missing': (d) =>
    `${d.file} : ce lot a disparu ; manquants en tout : ${d.found}. Cherchez qui l’a retiré, et redemandez-le à l’expéditeur.`,
  'files-unexpected': (d) =>
    `${d.file} : ce fichier n’est pas au registre, et n’est pas le prochain numéro ; de tels fichiers : ${d.found}. Cherchez qui l’a mis dans outbox, ou si un ancien registre a été remis.`,
  'keys-valid': (d) => `Chaque rôle peut signer pendant plus d’un mois ; parties : ${d.found}.`,
  'keys-ending': (d) =>
    `Les clés de ${d.name} pour ${d.field} expirent à ${d.found}. Une carte avec de nouvelles clés doit être émise (« scelle key rotate »).`,
  'keys-ended': (d) =>
    `${d.name} n’a plus de clé valide pour ${d.field} (${d.found}). Ce qui en est signé est refusé jusqu’à une carte avec une nouvelle clé.`,
  'keys-foreign': (d) =>
    `keys/ : ${d.file} : absent, ou autre que ce que nomme la carte ${d.expected} de ce poste. Ce qu’ils signent est refusé par tout pair. Cherchez qui les a échangés, et si ce poste vient d’une sauvegarde authentique.`,
  'certificates-valid': (d) => `Les certificats sont valides pendant plus d’un mois ; parties : ${d.found}.`,
  'certificates-ending': (d) =>
    `Le certificat de ${d.name} expire à ${d.found}. Une carte avec un nouveau certificat doit être émise (« scelle key rotate certificate »).`,
  'certificates-ended': (d) =>
    `Le certificat de ${d.name} a expiré (${d.found}). Le réseau ne peut le joindre jusqu’à une carte avec un nouveau.`,
  'clock-plausible': (d) => `Il est ${d.found}, après tout ce qui a été noté ici.`,
  'clock-jumped': (d) =>
    `L’horloge a reculé : l’entrée ${d.line} du journal est de ${d.found}, la précédente de ${d.expected}. Cherchez pourquoi, et synchronisez l’horloge.`,
  'clock-behind': (d) =>
    `L’horloge dit ${d.found}, alors qu’une chose a déjà été notée à ${d.expected}. Réglez l’horloge avant toute signature.`,
  'space-enough': (d) => `${d.found} Mio sont libres.`,
  'space-low': (d) =>
    `${d.found} Mio seulement sont libres, trop peu pour quelques jours de lots. Libérez de la place.`,
  'space-exhausted': (d) =>
    `${d.found} Mio seulement sont libres, trop peu pour un jour. Libérez de la place avant le prochain lot.`,
  'software-current': (d) => `${d.found} ; en usage depuis ${d.expected}.`,
  'software-old': (d) =>
    `${d.found} ; en usage depuis ${d.expected}. Cherchez des versions plus récentes, et installez-les.`,
  'software-unsupported': (d) =>
    `${d.found} ; cette lignée de Node n’a plus de correctifs de sécurité depuis ${d.expected}. Installez-en une plus récente.`,
  'backup-not-due': (d) => `Il n’y en a pas encore ; une sauvegarde est due ${d.limit} jours après ${d.found}.`,
  'backup-recent': (d) => `Tout sauf ce qui a été fait depuis ${d.found} peut être restauré.`,
  'backup-old': (d) =>
    `La dernière sauvegarde est de ${d.found}, il y a plus de ${d.limit} jours. Faites-en une (« scelle backup »).`,
  'backup-missing': (d) =>
    `Il n’y a pas de sauvegarde de ce poste, qui travaille depuis ${d.found}. Faites-en une (« scelle backup ») tous les ${d.limit} jours.`,
  'numbers-known': () => 'Le dernier numéro de chaque flux est connu.',
  'numbers-unconfirmed': (d) =>
    `Le poste a été restauré, et le dernier numéro employé pour ${d.name}, ${d.field} n’est pas confirmé ; ${d.found} flux dans ce cas. Ajoutez les accusés du pair, puis confirmez-le (« scelle confirm-sequence »).`,
};
