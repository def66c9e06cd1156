import type { Message } from '@scelle/core';
import type { ImportCode } from '../../import/codes.ts';

/** French messages about imports. */
export const fr: Readonly<Record<ImportCode, Message>> = {
  'database-url-invalid': () =>
    'L’URL de la cible n’est ni sqlite:FICHIER ni postgresql://UTILISATEUR@HÔTE/BASE. Corrigez --into, ou into dans scelle.toml.',
  'database-unreachable': (d) =>
    `${d.name} : la base est injoignable (${d.found}). Vérifiez qu’elle fonctionne, son nom et les droits, puis réessayez : d’un lot, tout a été importé ou rien.`,
  'database-unsuitable': (d) =>
    `${d.name} : cette base ne convient pas (${d.found}). Il faut PostgreSQL 15 ou plus récent, avec l’encodage UTF8.`,
  'database-busy': (d) =>
    `${d.name} : quelqu’un d’autre importe dans cette base, ou la tient. Réessayez quand il aura terminé.`,
  'database-full': (d) =>
    `${d.name} : plus de place pour la base. Libérez-en, puis importez de nouveau ; rien n’a été modifié.`,
  'database-newer': (d) =>
    `${d.name} : ses tables sont de version ${d.found}, et ce logiciel connaît jusqu’à la version ${d.expected}. Mettez le logiciel à jour.`,
  'database-foreign': (d) =>
    `${d.name} : il y a une table ${d.found} qui n’est pas la nôtre. Indiquez une base à part ; rien n’a été modifié.`,
  'database-without-tables': (d) =>
    `${d.name} : rien n’y a jamais été importé : nos tables y manquent. Indiquez la base des imports avec --into, ou dans scelle.toml ; rien n’a été modifié.`,
  'database-altered': (d) =>
    `${d.name} : ses tables ne sont pas telles que ce logiciel les a faites (${d.found}). Trouvez qui les a changées et annulez cela ; rien n’a été modifié cette fois.`,
  'database-damaged': (d) =>
    `${d.name} : la base est endommagée, ou n’en est pas une (${d.found}). Conservez-la et restaurez-la depuis une sauvegarde.`,
  'database-constraint': (d) =>
    `${d.name} : la base refuse une ligne (${d.found}). Des règles ont-elles été ajoutées à ses tables ? Rien du lot n’a été importé.`,
  'database-failed': (d) =>
    `${d.name} : la base a échoué (${d.found}). Consultez son journal ; rien du lot n’a été importé.`,
  'segments-folder-foreign': (d) =>
    `${d.file} : ce n’est pas le dossier des segments de ${d.name} : le fichier « owner » y manque, ou est d’une autre base. Indiquez le bon avec --segments-folder, ou dans scelle.toml ; rien n’a été modifié.`,
  'import-not-verified': (d) =>
    `Le lot ${d.name} (${d.found}) n’a pas été accepté et ouvert. Voyez scelle status, et lancez d’abord scelle process.`,
  'import-out-of-turn': (d) =>
    `Le lot ${d.name} ne peut pas encore être importé : le numéro ${d.expected} de son flux vient d’abord. Importez avec --pending.`,
  'import-elsewhere': (d) =>
    `${d.name} : ${d.found} a été importé dans ${d.expected}, où il ne serait jamais effacé. Indiquez cette base avec --into ; si celle-ci prend sa place, donnez-lui ce nom. Rien n’a été importé.`,
  'import-profile-unknown': (d) =>
    `Les enregistrements du profil ${d.found} n’ont pas de tables. Importez-les avec une cible à vous.`,
  'import-rejects-too-many': (d) =>
    `Plus de ${d.limit} enregistrements seraient refusés (${d.found}), et un accusé n’en énumère pas davantage. Vérifiez les règles sous [importing] dans scelle.toml ; rien n’a été importé.`,
  'evidence-unknown': (d) => `${d.name} : aucun enregistrement ${d.found} n’y a été importé.`,
  'evidence-erased': (d) =>
    `${d.name} : l’enregistrement ${d.found} a été effacé ; il n’en reste que l’empreinte de sa feuille, qui n’en prouve rien.`,
  'evidence-damaged': (d) =>
    `${d.name} : ce qui y est stocké n’est pas ce qui a été importé (${d.found} ; attendu ${d.expected}). Conservez-le et cherchez qui l’a modifié.`,
  'retention-elsewhere': (d) =>
    `${d.name} : ${d.found} n’y est pas, ou pas tel qu’il a été importé dans ${d.expected}. Indiquez cette base avec --into ; rien n’a été effacé.`,
  'retention-folder-missing': (d) =>
    `${d.name} : des segments de ce qui est à effacer sont des fichiers. Indiquez leur dossier avec --segments-folder, ou dans scelle.toml ; rien n’a été effacé.`,
  'retention-not-set': (d) => `scelle.toml ne dit pas quand cela est supprimé : réglez ${d.field} sous [retention].`,
};
