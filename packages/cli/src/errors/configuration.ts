import { defineErrors } from './define-errors.ts';

/** Configuration. */
export const configurationErrors = defineErrors({
  'profile-unknown': {
    status: 'usage',
    meaning: 'There is no such record profile.',
    advice: 'The message lists those there are.',
    en: (d) => `There is no record profile "${d.found}". Known are: ${d.expected}.`,
    fr: (d) => `Le profil d’enregistrement « ${d.found} » n’existe pas. Sont connus : ${d.expected}.`,
  },
  'profile-from-unsafe': {
    status: 'usage',
    meaning: 'Others on this machine could have changed the module of a record profile, or a folder that it lies in.',
    advice: 'Let it belong to you or root, and let nobody else write to it.',
    en: (d) =>
      `${d.file}: others can write to it, or it belongs to another account, so that it is not run. Let it belong to you or root, and let nobody else write to it.`,
    fr: (d) =>
      `${d.file} : d’autres peuvent y écrire, ou il est à un autre compte ; il n’est pas exécuté. Qu’il soit à vous ou à root, et que nul autre ne puisse y écrire.`,
  },
  'profile-from-invalid': {
    status: 'usage',
    meaning: 'The module is none that exports one record profile under a name of its own.',
    advice: 'Export one profile, as `examples/own-profile` does, in a module that Node can load.',
    en: (d) =>
      `${d.file}: the module does not export one record profile under a name of its own (${d.found}). Export one, in a module that Node can load.`,
    fr: (d) =>
      `${d.file} : le module n’exporte pas un seul profil d’enregistrement sous un nom à lui (${d.found}). Exportez-en un, dans un module que Node sait charger.`,
  },
  'previous-required': {
    status: 'usage',
    meaning: 'A batch with a number over 1 must name the one before.',
    advice: 'Give `--previous`.',
    en: (d) =>
      `Batch ${d.found} of a stream must name the one before it. Give --previous with that batch or the digest of its manifest.`,
    fr: (d) =>
      `Le lot ${d.found} d’un flux doit nommer celui qui le précède. Donnez --previous avec ce lot ou l’empreinte de son manifeste.`,
  },
  'previous-unexpected': {
    status: 'usage',
    meaning: 'Batch 1 begins a stream.',
    advice: 'Leave out `--previous`, or correct `--sequence`.',
    en: () => 'Batch 1 begins a stream and has no previous one. Leave out --previous, or correct --sequence.',
    fr: () => 'Le lot 1 ouvre un flux et n’a pas de précédent. Retirez --previous, ou corrigez --sequence.',
  },
  'previous-not-preceding': {
    status: 'usage',
    meaning: 'The batch given as previous is not the one before.',
    advice: 'Give that one, or correct `--sequence`.',
    en: (d) =>
      `${d.file}: this is batch ${d.found}, and the one before is ${d.expected}. Give that one with --previous, or correct --sequence.`,
    fr: (d) =>
      `${d.file} : c’est le lot ${d.found}, et le précédent est ${d.expected}. Donnez celui-là avec --previous, ou corrigez --sequence.`,
  },
  'content-statement-invalid': {
    status: 'usage',
    meaning: 'The file given with `--content` is not a statement about the content.',
    advice: 'Give `legalBasis`, `authorisation` and `agents` as JSON.',
    en: (d) =>
      `${d.file}${d.field === undefined ? '' : `, field ${d.field}`}: this is not a statement about the content. Expected is a JSON object with legalBasis, authorisation (each text or null) and agents (a list of texts).`,
    fr: (d) =>
      `${d.file}${d.field === undefined ? '' : `, champ ${d.field}`} : ce n’est pas une déclaration sur le contenu. Un objet JSON est attendu, avec legalBasis, authorisation (chacun un texte ou null) et agents (une liste de textes).`,
  },
  'recipient-file-invalid': {
    status: 'usage',
    meaning: 'The file holds no recipient.',
    advice: 'Give a `.recipient` file.',
    en: (d) =>
      `${d.file}: there is no recipient here. Expected is one a line (age1… or age1pq1…), as in the .recipient files of "scelle keygen opening".`,
    fr: (d) =>
      `${d.file} : il n’y a pas de destinataire ici. Il en faut un par ligne (age1… ou age1pq1…), comme dans les fichiers .recipient de « scelle keygen opening ».`,
  },
  'identity-not-single': {
    status: 'usage',
    meaning: 'The file to be split holds several identities.',
    advice: 'Give a file that holds one.',
    en: (d) =>
      `${d.file}: there are ${d.found} identities here, and one is split at a time. Give a file that holds one.`,
    fr: (d) =>
      `${d.file} : il y a ici ${d.found} identités, et on n’en partage qu’une à la fois. Donnez un fichier qui en contient une.`,
  },
  'passphrase-files-count': {
    status: 'usage',
    meaning: 'There are not as many passphrase files as shares.',
    advice: 'Give one for each share, in their order, or none to be asked.',
    en: (d) =>
      `Passphrase files given: ${d.found}; shares: ${d.expected}. Give one for each share, in their order, or none to be asked.`,
    fr: (d) =>
      `Fichiers de phrases secrètes donnés : ${d.found} ; parts : ${d.expected}. Donnez-en un par part, dans leur ordre, ou aucun pour que la question soit posée.`,
  },
  'passphrase-unavailable': {
    status: 'usage',
    meaning: 'A passphrase is needed and there is no terminal to ask on.',
    advice: 'Give it by a file or by the environment.',
    en: (d) => `${d.file}: a passphrase is needed, and there is no terminal to ask for it. Give ${d.expected}.`,
    fr: (d) =>
      `${d.file} : une phrase secrète est nécessaire, et il n’y a pas de terminal où la demander. Donnez ${d.expected}.`,
  },
  'passphrase-empty': {
    status: 'usage',
    meaning: 'The passphrase is empty.',
    advice: 'Choose one of several words.',
    en: (d) => `${d.file === undefined ? '' : `${d.file}: `}the passphrase is empty. Choose one of several words.`,
    fr: (d) =>
      `${d.file === undefined ? '' : `${d.file} : `}la phrase secrète est vide. Choisissez-en une de plusieurs mots.`,
  },
  'passphrases-differ': {
    status: 'usage',
    meaning: 'The two passphrases differ.',
    advice: 'Try again.',
    en: () => 'The two passphrases differ. Nothing was written; try again.',
    fr: () => 'Les deux phrases secrètes diffèrent. Rien n’a été écrit ; recommencez.',
  },
  'report-for-one': {
    status: 'usage',
    meaning: '`--report` takes the report of one batch.',
    advice: 'Verify the batches one by one, or use `--json`.',
    en: () => '--report takes the report of one batch. Verify the batches one by one, or use --json.',
    fr: () => '--report reçoit le rapport d’un seul lot. Vérifiez les lots un par un, ou utilisez --json.',
  },
  'confirmation-missing': {
    status: 'usage',
    meaning: 'There is no terminal to confirm on.',
    advice: 'Look at the batch, then add `--yes`.',
    en: () => 'There is no terminal on which to confirm. Look at the batch, then add --yes to sign.',
    fr: () => 'Il n’y a pas de terminal où confirmer. Regardez le lot, puis ajoutez --yes pour signer.',
  },
  'not-confirmed': {
    status: 'usage',
    meaning: 'The signature was not confirmed.',
    advice: 'Nothing was signed.',
    en: () => 'Nothing was signed.',
    fr: () => 'Rien n’a été signé.',
  },
  'upload-unknown': {
    status: 'usage',
    meaning: 'There is no unfinished upload of that number, or several.',
    advice: '`scelle upload list` has them; give more digits.',
    en: (d) => `There is no single unfinished upload "${d.found}". "scelle upload list" has them; give more digits.`,
    fr: (d) =>
      `« ${d.found} » ne désigne pas un seul téléversement inachevé. « scelle upload list » les donne ; indiquez plus de chiffres.`,
  },
  'peer-confirmation-missing': {
    status: 'usage',
    meaning: 'Keeping a card must be confirmed, and there is no terminal.',
    advice: 'Compare the words, then add `--yes`.',
    en: () => 'There is no terminal on which to confirm. Compare the words with the peer, then add --yes.',
    fr: () => 'Il n’y a pas de terminal où confirmer. Comparez les mots avec le pair, puis ajoutez --yes.',
  },
  'peer-not-confirmed': {
    status: 'usage',
    meaning: 'The answer was not yes; the card was not kept.',
    advice: 'If the words differ, find out where the card was replaced.',
    en: () => 'The card was not kept. If the words differ, somebody may have replaced it on the way.',
    fr: () => 'La carte n’a pas été gardée. Si les mots diffèrent, quelqu’un l’a peut-être remplacée en chemin.',
  },
});
