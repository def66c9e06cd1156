import { defineErrors } from './define-errors.ts';
import { expectedEn, expectedFr, placeEn, placeFr } from './expectations.ts';

/** Files. */
export const filesErrors = defineErrors({
  'source-missing': {
    status: 'environment',
    meaning: 'There is no such file.',
    advice: 'Check the name.',
    en: (d) => `${placeEn(d)}there is no such file. Check the name.`,
    fr: (d) => `${placeFr(d)}ce fichier n’existe pas. Vérifiez le nom.`,
  },
  'source-unreadable': {
    status: 'environment',
    meaning: 'The file cannot be read.',
    advice: 'Check permissions and medium.',
    en: (d) => `${placeEn(d)}cannot be read (${d.found}). Check its permissions and the medium.`,
    fr: (d) => `${placeFr(d)}lecture impossible (${d.found}). Vérifiez les permissions et le support.`,
  },
  'source-not-a-file': {
    status: 'environment',
    meaning: 'This is a folder, pipe or device.',
    advice: 'Name a file, or pass a pipe as standard input.',
    en: (d) => `${placeEn(d)}this is not a regular file. Name a file, or pass a pipe as standard input.`,
    fr: (d) =>
      `${placeFr(d)}ce n’est pas un fichier ordinaire. Indiquez un fichier, ou passez un tube par l’entrée standard.`,
  },
  'source-truncated': {
    status: 'rejected',
    meaning: 'The source ended before the place where bytes were expected.',
    advice: 'Copy or transfer it again.',
    en: (d) =>
      `${placeEn(d)}the source ended at byte ${d.found} where ${d.expected} were expected. Copy or transfer it again.`,
    fr: (d) =>
      `${placeFr(d)}la source s’arrête à l’octet ${d.found} alors que ${d.expected} étaient attendus. Copiez-la ou transférez-la de nouveau.`,
  },
  'source-too-large': {
    status: 'environment',
    meaning: 'More bytes came in than allowed.',
    advice: 'Check what is being sent, or raise the limit.',
    en: (d) =>
      `${placeEn(d)}more than ${d.limit} bytes came in. Check what is being sent, or raise the limit in the policy.`,
    fr: (d) =>
      `${placeFr(d)}plus de ${d.limit} octets sont arrivés. Vérifiez ce qui est envoyé, ou relevez la limite dans la politique.`,
  },
  'target-exists': {
    status: 'usage',
    meaning: 'The target exists and is never overwritten.',
    advice: 'Choose another name.',
    en: (d) => `${placeEn(d)}the target exists already and is never overwritten. Choose another name.`,
    fr: (d) => `${placeFr(d)}la cible existe déjà et n’est jamais écrasée. Choisissez un autre nom.`,
  },
  'target-folder-missing': {
    status: 'usage',
    meaning: 'The folder of the target does not exist, or is a file.',
    advice: 'Create it, or name a folder.',
    en: (d) =>
      d.found === 'ENOTDIR'
        ? `${placeEn(d)}what should be the folder of the target is none. Name a folder.`
        : `${placeEn(d)}the folder of the target does not exist. Create it first.`,
    fr: (d) =>
      d.found === 'ENOTDIR'
        ? `${placeFr(d)}ce qui devrait être le dossier de la cible n’en est pas un. Nommez un dossier.`
        : `${placeFr(d)}le dossier de la cible n’existe pas. Créez-le d’abord.`,
  },
  'target-full': {
    status: 'environment',
    retryable: true,
    meaning: 'No space is left.',
    advice: 'Free some, or choose another disc.',
    en: (d) => `${placeEn(d)}no space is left (${d.found}). Free some, or choose another disc.`,
    fr: (d) => `${placeFr(d)}il n’y a plus de place (${d.found}). Libérez-en, ou choisissez un autre disque.`,
  },
  'target-unwritable': {
    status: 'environment',
    meaning: 'The target cannot be written.',
    advice: 'Check the permissions of the folder.',
    en: (d) => `${placeEn(d)}cannot be written (${d.found}). Check the permissions of the folder.`,
    fr: (d) => `${placeFr(d)}écriture impossible (${d.found}). Vérifiez les permissions du dossier.`,
  },
  'target-links-unsupported': {
    status: 'environment',
    meaning: 'The file system has no hard links, without which a file cannot be published safely.',
    advice: 'Write to a local disc and copy from there.',
    en: (d) =>
      `${placeEn(d)}the file system has no hard links, without which a file cannot be published safely. Write to a local disc and copy from there.`,
    fr: (d) =>
      `${placeFr(d)}le système de fichiers n’a pas de liens physiques, sans lesquels un fichier ne peut être publié sûrement. Écrivez sur un disque local, puis copiez.`,
  },
  'target-locked': {
    status: 'environment',
    retryable: true,
    meaning: 'Another process is changing the file.',
    advice: 'Wait for it; if none runs, delete the lock that the message names.',
    en: (d) =>
      `${placeEn(d)}another process is changing the file. Try again when it has ended; if none is running, delete ${d.name}.`,
    fr: (d) =>
      `${placeFr(d)}un autre processus modifie le fichier. Recommencez quand il aura fini ; si aucun ne tourne, supprimez ${d.name}.`,
  },
});

/** Threads: what the machine lacks, how they end, and options that are no numbers of use. */
export const machineErrors = defineErrors({
  'option-invalid': {
    status: 'usage',
    meaning: 'A number that a program gives as an option or a limit is none, or out of its bounds.',
    advice: 'Give an integer within the bounds that the message names.',
    en: (d) => `${placeEn(d)}the option cannot be ${d.found}${expectedEn(d)}. Give another number.`,
    fr: (d) => `${placeFr(d)}l’option ne peut pas être ${d.found}${expectedFr(d)}. Donnez un autre nombre.`,
  },
  'threads-unavailable': {
    status: 'environment',
    retryable: true,
    meaning: 'A thread could not be started, or ran out of memory.',
    advice: 'Raise the limits of open files, threads and memory (`ulimit -a`), or end other programs.',
    en: (d) =>
      `${placeEn(d)}a thread could not be started or kept running (${d.found}). Raise the limits of open files, threads and memory (ulimit -a), or end other programs, and try again.`,
    fr: (d) =>
      `${placeFr(d)}un fil d’exécution n’a pas pu démarrer ou continuer (${d.found}). Relevez les limites de fichiers ouverts, de fils et de mémoire (ulimit -a), ou arrêtez d’autres programmes, puis recommencez.`,
  },
  'thread-ended': {
    status: 'environment',
    meaning: 'A thread ended in the middle of its work: the system or a record profile ended it.',
    advice: 'Try again: another thread takes its place. Where it comes again, look at the profile.',
    en: (d) =>
      `${placeEn(d)}a thread ended in the middle of its work (${d.found}). Try again; where it comes again, look at the record profile.`,
    fr: (d) =>
      `${placeFr(d)}un fil d’exécution s’est arrêté au milieu de son travail (${d.found}). Recommencez ; si cela se reproduit, examinez le profil d’enregistrement.`,
  },
  'workers-ended': {
    status: 'usage',
    meaning: 'The threads that a call was given (`createWorkers`) are ended.',
    advice: 'End them after the last call.',
    en: (d) => `${placeEn(d)}the threads that this call was given are ended. End them after the last call.`,
    fr: (d) => `${placeFr(d)}les fils d’exécution donnés à cet appel sont arrêtés. Arrêtez-les après le dernier appel.`,
  },
  'profile-module-wrong': {
    status: 'usage',
    meaning: 'A thread does not find a record profile in the module that it names.',
    advice: 'Give the `file:` URL of the module and the name of the export that is the profile.',
    en: (d) =>
      `${placeEn(d)}a thread does not find the record profile ${d.name} there (${d.found}). Give the file: URL of its module and the name of the export.`,
    fr: (d) =>
      `${placeFr(d)}un fil d’exécution n’y trouve pas le profil d’enregistrement ${d.name} (${d.found}). Donnez l’URL file: de son module et le nom de l’export.`,
  },
  'profile-too-slow': {
    status: 'usage',
    meaning: 'A record profile of your own took more than a minute for one group of records.',
    advice: 'Look for a loop or an expression that takes long; a group has 2 MiB at most.',
    en: (d) =>
      `${placeEn(d)}the record profile ${d.name} took more than ${d.limit} s for one group of records. Look for a loop, or an expression that takes long.`,
    fr: (d) =>
      `${placeFr(d)}le profil d’enregistrement ${d.name} a pris plus de ${d.limit} s pour un seul groupe. Cherchez une boucle, ou une expression trop lente.`,
  },
});
