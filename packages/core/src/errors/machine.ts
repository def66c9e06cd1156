import { defineErrors } from './define-errors.ts';
import { expectedEn, expectedFr, placeEn, placeFr } from './wording.ts';

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
