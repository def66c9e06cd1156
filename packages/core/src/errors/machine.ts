import { defineErrors } from './define-errors.ts';
import { placeEn, placeFr } from './wording.ts';

/** What the machine lacks. */
export const machineErrors = defineErrors({
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
});
