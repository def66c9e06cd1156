import { defineFindings } from './define-findings.ts';

/** What an examination finds. */
export const examinationErrors = defineFindings({
  'modes-private': {
    outcome: 'ok',
    meaning: 'Folders, settings and secret keys are open to their owner alone.',
    en: () => 'Folders, settings and secret keys are open to their owner alone.',
    fr: () => 'Dossiers, réglages et clés secrètes ne sont ouverts qu’à leur propriétaire.',
  },
  'modes-open': {
    outcome: 'failed',
    meaning: 'Something is open to other accounts.',
    en: (d) =>
      `${d.file}: open to other accounts of this machine, as are ${d.found} files or folders in all. Close them (chmod go=), and find out who could read them.`,
    fr: (d) =>
      `${d.file} : ouvert à d’autres comptes de cette machine, comme ${d.found} fichiers ou dossiers en tout. Fermez-les (chmod go=), et cherchez qui a pu les lire.`,
  },
  'settings-sound': {
    outcome: 'ok',
    meaning: '`scelle.toml` is valid.',
    en: (d) => `${d.file}: valid.`,
    fr: (d) => `${d.file} : valide.`,
  },
  'settings-party-unknown': {
    outcome: 'warning',
    meaning: '`scelle.toml` names a party without a card.',
    en: (d) =>
      `${d.file}: names ${d.name}, of which there is no card; ${d.found} such parties in all. Correct the name, or add the card.`,
    fr: (d) =>
      `${d.file} : nomme ${d.name}, dont il n’y a pas de carte ; ${d.found} parties dans ce cas. Corrigez le nom, ou ajoutez la carte.`,
  },
  'settings-unsound': {
    outcome: 'failed',
    meaning: '`scelle.toml` has mistakes.',
    en: (d) =>
      `${d.file}: no command works with these settings (${d.found}). Any of them, such as "scelle peer list", tells every mistake with its place.`,
    fr: (d) =>
      `${d.file} : aucune commande ne fonctionne avec ces réglages (${d.found}). L’une d’elles, comme « scelle peer list », dit chaque faute et sa place.`,
  },
  'ledger-sound': {
    outcome: 'ok',
    meaning: 'The ledger is whole.',
    en: (d) => `${d.file}: whole.`,
    fr: (d) => `${d.file} : entier.`,
  },
  'check-impossible': {
    outcome: 'failed',
    meaning: 'A check could not be made, because something that it looks at was altered or cannot be read.',
    en: (d) =>
      `This could not be examined (${d.found}): what it looks at was altered or cannot be read. Keep the station as it is, and ask whoever looks after it.`,
    fr: (d) =>
      `Ceci n’a pu être examiné (${d.found}) : ce qui est à regarder a été modifié ou ne peut être lu. Gardez le poste tel quel, et demandez à qui en a la charge.`,
  },
  'ledger-unsound': {
    outcome: 'failed',
    meaning: 'The ledger is damaged.',
    en: (d) => `${d.file}: damaged (${d.found}). Keep the file, and restore the station from a backup.`,
    fr: (d) => `${d.file} : endommagé (${d.found}). Conservez le fichier, et restaurez le poste depuis une sauvegarde.`,
  },
  'custody-sound': {
    outcome: 'ok',
    meaning: 'The custody log is an unbroken chain.',
    en: (d) => `The custody log is an unbroken chain of ${d.found} entries.`,
    fr: (d) => `Le journal est une chaîne ininterrompue de ${d.found} entrées.`,
  },
  'custody-unsound': {
    outcome: 'failed',
    meaning: 'The custody log is not as it was written, or its key is gone.',
    en: (d) =>
      `The custody log is not as it was written (${d.found}). Look at it with "scelle custody verify", and keep the ledger.`,
    fr: (d) =>
      `Le journal n’est pas tel qu’il fut écrit (${d.found}). Examinez-le avec « scelle custody verify », et conservez le registre.`,
  },
  'files-present': {
    outcome: 'ok',
    meaning: 'Every batch is where the ledger says.',
    en: () => 'Every batch is where the ledger says.',
    fr: () => 'Chaque lot est là où le registre le dit.',
  },
  'files-missing': {
    outcome: 'failed',
    meaning: 'A batch is gone.',
    en: (d) =>
      `${d.file}: this batch is gone; missing in all: ${d.found}. Find out who removed it, and ask the sender for it.`,
    fr: (d) =>
      `${d.file} : ce lot a disparu ; manquants en tout : ${d.found}. Cherchez qui l’a retiré, et redemandez-le à l’expéditeur.`,
  },
  'files-unexpected': {
    outcome: 'failed',
    meaning: 'A file lies in the outbox that is not in the ledger.',
    en: (d) =>
      `${d.file}: this file is not in the ledger, and no next number either; such files: ${d.found}. Find out who put it into the outbox, or whether an old ledger was put back.`,
    fr: (d) =>
      `${d.file} : ce fichier n’est pas au registre, et n’est pas le prochain numéro ; de tels fichiers : ${d.found}. Cherchez qui l’a mis dans outbox, ou si un ancien registre a été remis.`,
  },
  'files-unrecorded': {
    outcome: 'failed',
    meaning:
      'A copy of a received batch is there that the ledger does not name; it is kept in the folder *unrecorded*.',
    en: (d) =>
      `${d.file}: the ledger does not name this copy of a batch; such copies: ${d.found}. Receive it with "scelle receive", and find out whether an old ledger was put back.`,
    fr: (d) =>
      `${d.file} : le registre ne nomme pas cette copie d’un lot ; de telles copies : ${d.found}. Recevez-la avec « scelle receive », et cherchez si un ancien registre a été remis.`,
  },
  'keys-valid': {
    outcome: 'ok',
    meaning: 'Every role can sign for more than 30 days.',
    en: (d) => `Every role can sign for more than a month; parties: ${d.found}.`,
    fr: (d) => `Chaque rôle peut signer pendant plus d’un mois ; parties : ${d.found}.`,
  },
  'keys-ending': {
    outcome: 'warning',
    meaning: 'The keys of a role end within 30 days.',
    en: (d) =>
      `The keys of ${d.name} for ${d.field} end at ${d.found}. It has to issue a card with new ones ("scelle key rotate").`,
    fr: (d) =>
      `Les clés de ${d.name} pour ${d.field} expirent à ${d.found}. Une carte avec de nouvelles clés doit être émise (« scelle key rotate »).`,
  },
  'keys-foreign': {
    outcome: 'failed',
    meaning: 'A key in the folder is not the one that the newest card names, or is missing.',
    en: (d) =>
      `keys/: ${d.file}: missing, or not what card ${d.expected} of this station names. What they sign is rejected by every peer. Find out who exchanged them, and whether this station was restored from a genuine backup.`,
    fr: (d) =>
      `keys/ : ${d.file} : absent, ou autre que ce que nomme la carte ${d.expected} de ce poste. Ce qu’ils signent est refusé par tout pair. Cherchez qui les a échangés, et si ce poste vient d’une sauvegarde authentique.`,
  },
  'keys-ended': {
    outcome: 'failed',
    meaning: 'A role has no valid key.',
    en: (d) =>
      `${d.name} has no valid key for ${d.field} any more (${d.found}). What it signs is rejected until it issues a card with a new one.`,
    fr: (d) =>
      `${d.name} n’a plus de clé valide pour ${d.field} (${d.found}). Ce qui en est signé est refusé jusqu’à une carte avec une nouvelle clé.`,
  },
  'certificates-valid': {
    outcome: 'ok',
    meaning: 'Certificates are valid for more than 30 days.',
    en: (d) => `Certificates are valid for more than a month; parties: ${d.found}.`,
    fr: (d) => `Les certificats sont valides pendant plus d’un mois ; parties : ${d.found}.`,
  },
  'certificates-ending': {
    outcome: 'warning',
    meaning: 'A certificate ends within 30 days.',
    en: (d) =>
      `The certificate of ${d.name} ends at ${d.found}. It has to issue a card with a new one ("scelle key rotate certificate").`,
    fr: (d) =>
      `Le certificat de ${d.name} expire à ${d.found}. Une carte avec un nouveau certificat doit être émise (« scelle key rotate certificate »).`,
  },
  'certificates-not-named': {
    outcome: 'failed',
    meaning: 'What a receiver here shows does not fit the newest card of the station, or cannot be read.',
    en: (d) =>
      `${d.file}: the newest card of this station does not fit this certificate, or it cannot be read: every sender would refuse. Issue the card that fits ("scelle card --address").`,
    fr: (d) =>
      `${d.file} : la dernière carte de ce poste ne convient pas à ce certificat, ou il est illisible : tout expéditeur refuserait. Émettez la carte qui convient (« scelle card --address »).`,
  },
  'certificates-outdated': {
    outcome: 'warning',
    meaning:
      'The newest card of the station lists certificates or delivery keys that hold no more, or lacks some that do.',
    en: (d) =>
      `The newest card of ${d.name} does not list the certificates and delivery keys that hold now. Issue the next one ("scelle card --gateway", or "--address"), and hand it to every peer.`,
    fr: (d) =>
      `La dernière carte de ${d.name} ne nomme pas les certificats et clés de remise qui valent à présent. Émettez la suivante (« scelle card --gateway » ou « --address ») et remettez-la à chaque pair.`,
  },
  'certificates-ended': {
    outcome: 'failed',
    meaning: 'A certificate has ended.',
    en: (d) =>
      `The certificate of ${d.name} has ended (${d.found}). It cannot be reached over the network until it issues a card with a new one.`,
    fr: (d) =>
      `Le certificat de ${d.name} a expiré (${d.found}). Le réseau ne peut le joindre jusqu’à une carte avec un nouveau.`,
  },
  'clock-plausible': {
    outcome: 'ok',
    meaning: 'The clock agrees with the times in the ledger and the custody log.',
    en: (d) => `The clock says ${d.found}, which agrees with the times that this station has recorded.`,
    fr: (d) => `L’horloge indique ${d.found}, ce qui concorde avec les heures inscrites par ce poste.`,
  },
  'clock-jumped': {
    outcome: 'warning',
    meaning: 'The clock was set back since the last examination.',
    en: (d) =>
      `The clock was set back: entry ${d.line} of the custody log has the time ${d.found}, and the one before it ${d.expected}. Find out why, and synchronise the clock.`,
    fr: (d) =>
      `L’horloge a reculé : l’entrée ${d.line} du journal est de ${d.found}, la précédente de ${d.expected}. Cherchez pourquoi, et synchronisez l’horloge.`,
  },
  'clock-behind': {
    outcome: 'failed',
    meaning: 'The clock is earlier than a time that the station has recorded.',
    en: (d) =>
      `The clock says ${d.found}, but this station has already recorded ${d.expected}. Set the clock before anything is signed.`,
    fr: (d) =>
      `L’horloge indique ${d.found}, alors que ce poste a déjà inscrit ${d.expected}. Réglez l’horloge avant toute signature.`,
  },
  'space-enough': {
    outcome: 'ok',
    meaning: 'There is room for the batches of the next days.',
    en: (d) => `${d.found} MiB are free.`,
    fr: (d) => `${d.found} Mio sont libres.`,
  },
  'uploads-silent': {
    outcome: 'warning',
    meaning: 'Uploads from the network are unfinished, and nothing has come for an hour.',
    en: (d) =>
      `Unfinished uploads: ${d.found}; the one silent for longest is of ${d.name}, since ${d.expected}. "scelle upload list" has them, "scelle upload drop" removes one.`,
    fr: (d) =>
      `Téléversements inachevés : ${d.found} ; le plus longtemps muet est de ${d.name}, depuis le ${d.expected}. « scelle upload list » les donne, « scelle upload drop » en retire un.`,
  },
  'space-low': {
    outcome: 'warning',
    meaning: 'Less than 10 GiB are free.',
    en: (d) => `Only ${d.found} MiB are free, too little for a few days of batches. Free some.`,
    fr: (d) => `${d.found} Mio seulement sont libres, trop peu pour quelques jours de lots. Libérez de la place.`,
  },
  'space-exhausted': {
    outcome: 'failed',
    meaning: 'Less than 2 GiB are free.',
    en: (d) => `Only ${d.found} MiB are free, too little for one day. Free some before the next batch.`,
    fr: (d) =>
      `${d.found} Mio seulement sont libres, trop peu pour un jour. Libérez de la place avant le prochain lot.`,
  },
  'software-current': {
    outcome: 'ok',
    meaning: 'The software is not older than it should be.',
    en: (d) => `${d.found}; in use since ${d.expected}.`,
    fr: (d) => `${d.found} ; en usage depuis ${d.expected}.`,
  },
  'software-old': {
    outcome: 'warning',
    meaning: 'The same versions for more than 180 days, or a Node whose SQLite is more than 400 days old.',
    en: (d) => `${d.found}; in use since ${d.expected}. Look for newer versions, and install them.`,
    fr: (d) => `${d.found} ; en usage depuis ${d.expected}. Cherchez des versions plus récentes, et installez-les.`,
  },
  'software-unsupported': {
    outcome: 'failed',
    meaning: 'This line of Node gets no security fixes any more.',
    en: (d) => `${d.found}; this line of Node has had no security fixes since ${d.expected}. Install a newer one.`,
    fr: (d) =>
      `${d.found} ; cette lignée de Node n’a plus de correctifs de sécurité depuis ${d.expected}. Installez-en une plus récente.`,
  },
  'backup-not-due': {
    outcome: 'ok',
    meaning: 'There is none, and the station is at most 7 days old.',
    en: (d) => `There is none yet; one is due ${d.limit} days after ${d.found}.`,
    fr: (d) => `Il n’y en a pas encore ; une sauvegarde est due ${d.limit} jours après ${d.found}.`,
  },
  'backup-recent': {
    outcome: 'ok',
    meaning: 'The last backup is at most 7 days old.',
    en: (d) => `All but what was done since ${d.found} can be restored.`,
    fr: (d) => `Tout sauf ce qui a été fait depuis ${d.found} peut être restauré.`,
  },
  'backup-old': {
    outcome: 'warning',
    meaning: 'The last backup is older.',
    en: (d) => `The last backup is of ${d.found}, more than ${d.limit} days ago. Make one ("scelle backup").`,
    fr: (d) =>
      `La dernière sauvegarde est de ${d.found}, il y a plus de ${d.limit} jours. Faites-en une (« scelle backup »).`,
  },
  'backup-missing': {
    outcome: 'warning',
    meaning: 'There is none.',
    en: (d) =>
      `There is no backup of this station, which works since ${d.found}. Make one ("scelle backup") every ${d.limit} days.`,
    fr: (d) =>
      `Il n’y a pas de sauvegarde de ce poste, qui travaille depuis ${d.found}. Faites-en une (« scelle backup ») tous les ${d.limit} jours.`,
  },
  'numbers-known': {
    outcome: 'ok',
    meaning: 'The last number of every stream is known.',
    en: () => 'The last number of every stream is known.',
    fr: () => 'Le dernier numéro de chaque flux est connu.',
  },
  'numbers-unconfirmed': {
    outcome: 'warning',
    meaning: 'The station was restored, and a last number is not confirmed.',
    en: (d) =>
      `The station was restored, and the last number that it used for ${d.name}, ${d.field} is not confirmed; ${d.found} such streams in all. Add the receipts of the peer, then confirm it ("scelle confirm-sequence").`,
    fr: (d) =>
      `Le poste a été restauré, et le dernier numéro employé pour ${d.name}, ${d.field} n’est pas confirmé ; ${d.found} flux dans ce cas. Ajoutez les accusés du pair, puis confirmez-le (« scelle confirm-sequence »).`,
  },
});
