import type { en } from './en.ts';

/** What commands of several topics say and mean, in French. */
export const fr: typeof en = {
  help: {
    headings: {
      'Usage:': 'Utilisation :',
      'Arguments:': 'Arguments :',
      'Options:': 'Options :',
      'Commands:': 'Commandes :',
      'Global Options:': 'Options globales :',
    },
    commands: {
      scelle: 'Sceller, vérifier et ouvrir des lots de preuves.',
    },
    notes: {
      scelle: `
Code de sortie : 0 fait, accepté ou doublon · 1 rejeté, ou enregistrements invalides · 2 utilisation ou configuration ·
3 en attente · 4 fichiers ou disques · 5 une personne est attendue · 70 défaut de scelle · 130 interrompu

« scelle COMMANDE --help » montre des exemples.`,
    },
    arguments: {
      party: 'nom du pair',
      batch: 'un lot ; - est l’entrée standard',
      batches: 'des lots ; - est l’entrée standard',
      knownBatch: 'nom d’un lot, ou empreinte de son manifeste',
    },
    options: {
      station: 'dossier du poste (par défaut : SCELLE_STATION, ou le plus proche au-dessus qui a un scelle.toml)',
      reason: 'pourquoi, en une ligne',
      json: 'écrire un seul document JSON, erreurs comprises',
      lang: 'langue des messages : en ou fr (par défaut, celle de l’environnement)',
      help: 'montrer comment la commande s’utilise',
      version: 'montrer la version',
      postQuantum: 'créer une clé hybride, ML-KEM-768 avec X25519',
      passphraseFile:
        'fichier dont la première ligne est la phrase secrète (sinon SCELLE_PASSPHRASE, sinon le terminal)',
      identityPassphraseFile: 'fichier dont la première ligne est la phrase secrète de l’identité (sinon le terminal)',
      noPassphrase: 'laisser le secret en clair',
      stream: 'nom du flux',
      profile: 'profil des enregistrements (par défaut ip-evidence/1)',
      identity: 'clé secrète d’ouverture : tout vérifier',
      signer: 'clé publique d’un expéditeur sous son nom ; peut être répété',
      require: 'clé publique qui doit avoir cosigné, sous son rôle ; peut être répété, chaque fois avec une autre clé',
      expectedRecipient: 'nom auquel le lot doit être adressé',
      allowedRecipientKey:
        'fichier de destinataires pour qui le lot peut être scellé, et pour nul autre ; peut être répété',
      report: 'nouveau fichier HTML pour le rapport',
      maxSize: 'le plus qui soit pris de l’entrée standard (par défaut 64G)',
      into: 'URL de la base (par défaut : celle de scelle.toml)',
      fromDatabase: 'prendre ce qui a été intégré au lieu d’un lot : la base du poste, ou --into',
      share: 'part d’une clé d’ouverture, à la place de --identity ; une fois par dépositaire',
      sharePassphraseFile:
        'fichier dont la première ligne est la phrase secrète d’une part, dans leur ordre (sinon le terminal)',
      stationIdentity: 'clé secrète d’ouverture (par défaut, celle du poste)',
    },
  },
  progress: {
    generate: 'Création',
    convert: 'Enregistrements convertis :',
    pack: 'Enregistrements scellés :',
    payload: 'Vérification de la charge utile',
    content: 'Vérification du contenu',
  },
  staleRemoved: (file) => `${file} : laissé inachevé par un processus terminé, et supprimé.`,
  staleElsewhere: (file) => `${file} : laissé inachevé par une autre machine. Supprimez-le si plus rien ne s’y écrit.`,
  recovered: (kind, file) =>
    ({
      'partial-removed': `${file} : laissé inachevé par une commande interrompue, et supprimé.`,
      'second-copy-removed': `${file} : seconde copie d’un lot que le registre possède ; supprimée.`,
      'copy-set-aside': `${file} : le registre ne nomme pas cette copie d’un lot ; elle est conservée ici. Recevez-la avec « scelle receive ».`,
      'batch-adopted': `${file} : scellé par une commande interrompue ; inscrit au registre. Vérifiez s’il faut encore emballer ses enregistrements.`,
      'key-discarded': `${file} : nouvelle clé faite par une commande interrompue ; sa carte n’a pas été émise, elle est supprimée.`,
      'key-replaced': `${file} : clé que désigne la carte la plus récente ; mise en place après une commande interrompue.`,
      'batch-followed': `${file} : son tour était venu ; accepté.`,
      'file-missing': `${file} : au registre, mais disparu. Cherchez qui l’a retiré.`,
      'outbox-conflict': `${file} : absent du registre, et pas le numéro suivant. Une personne doit s’en occuper.`,
    })[kind],
};
