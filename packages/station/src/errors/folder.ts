import { defineErrors } from '@scelle/core/internal';

/** The folder of a station. */
export const folderErrors = defineErrors({
  'station-not-found': {
    status: 'usage',
    meaning: 'There is no station in this folder or above it.',
    advice: 'Name it with `--station`, or make one with `scelle init`.',
    en: (d) =>
      `${d.file}: there is no station here (no scelle.toml). Give its folder with --station, or make one with scelle init.`,
    fr: (d) =>
      `${d.file} : il n’y a pas de poste ici (pas de scelle.toml). Donnez son dossier avec --station, ou créez-en un avec scelle init.`,
  },
  'station-exists': {
    status: 'usage',
    meaning: 'The folder of the new station exists already.',
    advice: 'Choose another name.',
    en: (d) => `${d.file}: this folder exists already. Choose another name; nothing was changed.`,
    fr: (d) => `${d.file} : ce dossier existe déjà. Choisissez un autre nom ; rien n’a été modifié.`,
  },
  'station-incomplete': {
    status: 'environment',
    meaning: 'A file of the station is missing.',
    advice: 'Restore the station from a backup.',
    en: (d) => `${d.file}: this part of the station is missing. Restore the station from a backup.`,
    fr: (d) => `${d.file} : cette partie du poste manque. Restaurez le poste depuis une sauvegarde.`,
  },
  'station-busy': {
    status: 'environment',
    retryable: true,
    meaning: 'Another command has been changing the station for longer than this one waits.',
    advice: 'Try again.',
    en: (d) => `${d.file}: another command is changing this station (lock ${d.name}). Try again once it has ended.`,
    fr: (d) => `${d.file} : une autre commande modifie ce poste (verrou ${d.name}). Réessayez quand elle aura terminé.`,
  },
  'command-running': {
    status: 'environment',
    retryable: true,
    meaning: 'The same command runs for the station already.',
    advice: 'Wait until it has ended.',
    en: (d) =>
      `${d.name} runs for this station already (${d.found} is there). Wait until it has ended; if none is running, remove that file.`,
    fr: (d) =>
      `${d.name} est déjà en cours pour cette station (${d.found} existe). Attendez sa fin ; si rien ne tourne, supprimez ce fichier.`,
  },
});

/** Ledger. */
export const ledgerErrors = defineErrors({
  'ledger-missing': {
    status: 'environment',
    meaning: 'The ledger is missing. A new one would use numbers again.',
    advice: 'Restore the station from a backup.',
    en: (d) =>
      `${d.file}: the ledger of this station is missing. Restore it from a backup; a new one would not know what was sent.`,
    fr: (d) =>
      `${d.file} : le registre de ce poste manque. Restaurez-le depuis une sauvegarde ; un nouveau ignorerait ce qui a été envoyé.`,
  },
  'ledger-damaged': {
    status: 'environment',
    meaning: 'The ledger is not whole.',
    advice: 'Keep it, and restore the station from a backup.',
    en: (d) => `${d.file}: the ledger is damaged (${d.found}). Keep the file, and restore the station from a backup.`,
    fr: (d) =>
      `${d.file} : le registre est endommagé (${d.found}). Conservez le fichier et restaurez le poste depuis une sauvegarde.`,
  },
  'ledger-newer': {
    status: 'environment',
    meaning: 'The ledger was written by later software.',
    advice: 'Update.',
    en: (d) =>
      `${d.file}: the ledger is of version ${d.found}, and this software knows up to version ${d.expected}. Update the software.`,
    fr: (d) =>
      `${d.file} : le registre est de version ${d.found}, et ce logiciel connaît jusqu’à la version ${d.expected}. Mettez le logiciel à jour.`,
  },
  'ledger-unreadable': {
    status: 'environment',
    meaning: 'The ledger cannot be read or written.',
    advice: 'Check disc and permissions. Commands that only look work on a read-only medium.',
    en: (d) =>
      `${d.file}: the ledger cannot be read or written (${d.found}). Check the disc and the permissions. On a read-only medium only commands that look at the station work.`,
    fr: (d) =>
      `${d.file} : le registre ne peut être lu ou écrit (${d.found}). Vérifiez le disque et les droits. Sur un support en lecture seule, seules fonctionnent les commandes qui consultent le poste.`,
  },
  'ledger-full': {
    status: 'environment',
    retryable: true,
    meaning: 'No space is left; nothing was changed.',
    advice: 'Free some.',
    en: (d) => `${d.file}: no space is left for the ledger. Free some; nothing was changed.`,
    fr: (d) => `${d.file} : plus de place pour le registre. Libérez-en ; rien n’a été modifié.`,
  },
  'ledger-change-nested': {
    status: 'defect',
    meaning: 'A change of the ledger was begun within another one; the outer one was undone.',
    advice: 'Report it. In a program that uses the library: make one change of the two.',
    en: () =>
      'A change of the ledger was begun within another one, which was undone. This is a defect of the software.',
    fr: () =>
      'Une modification du registre a commencé à l’intérieur d’une autre, qui a été annulée. C’est un défaut du logiciel.',
  },
  'ledger-change-misused': {
    status: 'defect',
    meaning:
      'A change of the ledger was used after its end, waited for something else, or was passed by; it was undone.',
    advice: 'Report it. In a program that uses the library: within a change, ask and change by what it hands in alone.',
    en: () =>
      'A change of the ledger was used after its end, waited for something else, or was passed by; it was undone. This is a defect of the software.',
    fr: () =>
      'Une modification du registre a servi après sa fin, a attendu autre chose ou a été contournée ; elle a été annulée. C’est un défaut du logiciel.',
  },
  'ledger-busy': {
    status: 'environment',
    retryable: true,
    meaning: 'Another program holds the ledger.',
    advice: 'Try again.',
    en: (d) => `${d.file}: another program holds the ledger. Try again once it has finished.`,
    fr: (d) => `${d.file} : un autre programme tient le registre. Réessayez quand il aura terminé.`,
  },
});
