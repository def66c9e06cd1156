import { defineErrors } from './define-errors.ts';

/** Files. */
export const filesErrors = defineErrors({
  'file-missing': {
    status: 'environment',
    meaning: 'There is no such file.',
    advice: 'Check the name.',
    en: (d) => `${d.file}: there is no such file. Check the name.`,
    fr: (d) => `${d.file} : ce fichier n’existe pas. Vérifiez le nom.`,
  },
  'file-unreadable': {
    status: 'environment',
    meaning: 'The file cannot be read.',
    advice: 'Check what it is, and its permissions.',
    en: (d) => `${d.file}: cannot be read (${d.found}). Check what it is, and its permissions.`,
    fr: (d) => `${d.file} : lecture impossible (${d.found}). Vérifiez ce que c’est, et ses permissions.`,
  },
  'file-too-large': {
    status: 'usage',
    meaning: 'The file is longer than such a file can be.',
    advice: 'Check that it is the one you meant.',
    en: (d) => `${d.file}: the file is longer than ${d.limit} bytes. Check that it is the one you meant.`,
    fr: (d) => `${d.file} : le fichier dépasse ${d.limit} octets. Vérifiez que c’est le bon.`,
  },
  'folder-missing': {
    status: 'usage',
    meaning: 'The folder does not exist.',
    advice: 'Create it.',
    en: (d) => `${d.file}: the folder that should hold it does not exist. Create it first.`,
    fr: (d) => `${d.file} : le dossier qui doit le contenir n’existe pas. Créez-le d’abord.`,
  },
  'folder-full': {
    status: 'environment',
    retryable: true,
    meaning: 'No space is left.',
    advice: 'Free some, or choose another disc.',
    en: (d) => `${d.file}: no space is left (${d.found}). Free some, or choose another disc.`,
    fr: (d) => `${d.file} : il n’y a plus de place (${d.found}). Libérez-en, ou choisissez un autre disque.`,
  },
  'folder-unwritable': {
    status: 'environment',
    meaning: 'The folder cannot be written.',
    advice: 'Check its permissions.',
    en: (d) => `${d.file}: cannot be written (${d.found}). Check the permissions of the folder that holds it.`,
    fr: (d) => `${d.file} : écriture impossible (${d.found}). Vérifiez les permissions du dossier qui le contient.`,
  },
  'folder-exists': {
    status: 'usage',
    meaning: 'The target exists and is never overwritten.',
    advice: 'Choose another name.',
    en: (d) => `${d.file}: the target exists already and is never overwritten. Choose another name.`,
    fr: (d) => `${d.file} : la cible existe déjà et n’est jamais remplacée. Choisissez un autre nom.`,
  },
  'batch-changed': {
    status: 'environment',
    meaning: 'The file was changed while it was being opened.',
    advice: 'Discard what was written; open a copy that nobody changes.',
    en: (d) =>
      `${d.file}: the file was changed while it was being opened, and what follows was not released. Discard what was written; open a copy that nobody changes.`,
    fr: (d) =>
      `${d.file} : le fichier a été modifié pendant son ouverture, et la suite n’a pas été livrée. Jetez ce qui a été écrit ; ouvrez une copie que personne ne modifie.`,
  },
  'port-unavailable': {
    status: 'environment',
    meaning: 'The port cannot be listened on.',
    advice: 'Choose another with `--listen`.',
    en: (d) =>
      d.found === 'EADDRNOTAVAIL' || d.found === 'ENOTFOUND'
        ? `This host has no such address (${d.found}). Give one that it has with --listen: 0.0.0.0 for all of them.`
        : `Port ${d.expected} cannot be had (${d.found}). Another program uses it, or this account may not; choose another with --listen.`,
    fr: (d) =>
      d.found === 'EADDRNOTAVAIL' || d.found === 'ENOTFOUND'
        ? `Cet hôte n’a pas cette adresse (${d.found}). Donnez-en une qu’il a avec --listen : 0.0.0.0 pour toutes.`
        : `Le port ${d.expected} ne peut être obtenu (${d.found}). Un autre programme l’emploie, ou ce compte n’y a pas droit ; choisissez-en un autre avec --listen.`,
  },
  'output-failed': {
    status: 'environment',
    meaning: 'The output could not be written.',
    advice: 'What was written is incomplete.',
    en: (d) => `The output could not be written (${d.found}). What was written so far is incomplete.`,
    fr: (d) => `La sortie n’a pas pu être écrite (${d.found}). Ce qui a été écrit est incomplet.`,
  },
  'output-closed': {
    status: 'environment',
    meaning: 'The reader of the output closed it.',
    en: () => 'The reader of the output has closed it.',
    fr: () => 'Le lecteur de la sortie l’a fermée.',
  },
});
