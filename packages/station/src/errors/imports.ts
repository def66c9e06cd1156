import { defineErrors } from '@scelle/core/internal';

/** Imports and imported evidence. */
export const importsErrors = defineErrors({
  'database-url-invalid': {
    status: 'usage',
    meaning: 'The URL is none of `sqlite:FILE` and `postgresql://USER@HOST/DATABASE`.',
    advice: 'Correct `--into`, or `into` in scelle.toml.',
    en: () =>
      'The URL of the target is none of sqlite:FILE and postgresql://USER@HOST/DATABASE. Correct --into, or into in scelle.toml.',
    fr: () =>
      'L’URL de la cible n’est ni sqlite:FICHIER ni postgresql://UTILISATEUR@HÔTE/BASE. Corrigez --into, ou into dans scelle.toml.',
  },
  'database-client-missing': {
    status: 'environment',
    meaning: 'A program that embeds `@scelle/station` has no client of PostgreSQL; the command `scelle` has one.',
    advice: '`npm install pg pg-copy-streams`.',
    en: () =>
      'The packages pg and pg-copy-streams are not installed, with which PostgreSQL is reached: npm install pg pg-copy-streams.',
    fr: () =>
      'Les paquets pg et pg-copy-streams, par lesquels PostgreSQL est joint, ne sont pas installés : npm install pg pg-copy-streams.',
  },
  'database-options-invalid': {
    status: 'usage',
    meaning: 'An option of the URL or of the environment (`PGPORT`, `sslrootcert` …) cannot be used.',
    advice: 'Correct it.',
    en: (d) =>
      `${d.name}: the options with which the database is to be reached cannot be used (${d.found}). Correct the URL, or the variables whose names begin with PG.`,
    fr: (d) =>
      `${d.name} : les options par lesquelles joindre la base sont inutilisables (${d.found}). Corrigez l’URL, ou les variables dont le nom commence par PG.`,
  },
  'database-unreachable': {
    status: 'environment',
    retryable: true,
    meaning: 'Nobody answers, the database does not exist, or the account may not use it.',
    advice: 'Check server, name and permissions.',
    en: (d) =>
      `${d.name}: the database cannot be reached (${d.found}). Check that it runs, the name and the permissions, and try again: of a batch either all was imported or nothing.`,
    fr: (d) =>
      `${d.name} : la base est injoignable (${d.found}). Vérifiez qu’elle fonctionne, son nom et les droits, puis réessayez : d’un lot, tout a été importé ou rien.`,
  },
  'database-open-to-others': {
    status: 'environment',
    meaning: 'Others on this machine can read or write the SQLite file, or it belongs to another account.',
    advice: 'Give it to this account alone: `chown`, `chmod 600`; find out who has read it.',
    en: (d) =>
      `${d.file}: others on this machine can read this database, or it belongs to another account (${d.found}; it must be ${d.expected}). It is to hold personal data, and nothing was imported. Find out who has read it, then give it to this account alone (chown, chmod 600), or name a new file.`,
    fr: (d) =>
      `${d.file} : d’autres comptes de cette machine peuvent lire cette base, ou elle appartient à un autre compte (${d.found} ; il faut ${d.expected}). Elle doit contenir des données personnelles, et rien n’a été intégré. Cherchez qui l’a lue, puis donnez-la à ce compte seul (chown, chmod 600), ou nommez un nouveau fichier.`,
  },
  'database-unsuitable': {
    status: 'usage',
    meaning: 'PostgreSQL is older than version 15, or the encoding of the database is not UTF8.',
    advice: 'Use another one.',
    en: (d) =>
      `${d.name}: this database does not do (${d.found}). PostgreSQL 15 or later with the encoding UTF8 is needed.`,
    fr: (d) =>
      `${d.name} : cette base ne convient pas (${d.found}). Il faut PostgreSQL 15 ou plus récent, avec l’encodage UTF8.`,
  },
  'database-busy': {
    status: 'environment',
    retryable: true,
    meaning: 'Somebody else imports or erases, or holds the database.',
    advice: 'Try again.',
    en: (d) =>
      `${d.name}: somebody else is importing into this database, or holds it. Try again once they have finished.`,
    fr: (d) =>
      `${d.name} : quelqu’un d’autre intègre des lots dans cette base, ou la tient. Réessayez quand il aura terminé.`,
  },
  'database-full': {
    status: 'environment',
    retryable: true,
    meaning: 'No space is left. Nothing was imported.',
    advice: 'Free some, and import again.',
    en: (d) => `${d.name}: no space is left for the database. Free some, and import again; nothing was changed.`,
    fr: (d) =>
      `${d.name} : plus de place pour la base. Libérez-en, puis recommencez l’intégration ; rien n’a été modifié.`,
  },
  'database-newer': {
    status: 'environment',
    meaning: 'Later software made the tables.',
    advice: 'Update the software.',
    en: (d) =>
      `${d.name}: its tables are of version ${d.found}, and this software knows up to version ${d.expected}. Update the software.`,
    fr: (d) =>
      `${d.name} : ses tables sont de version ${d.found}, et ce logiciel connaît jusqu’à la version ${d.expected}. Mettez le logiciel à jour.`,
  },
  'database-foreign': {
    status: 'usage',
    meaning: 'The database holds tables, views or triggers of somebody else, and none of ours. Nothing was changed.',
    advice: 'Name a database of its own.',
    en: (d) =>
      `${d.name}: this is the database of another program: there is ${d.found}, which is not ours. Name a database of its own; nothing was changed.`,
    fr: (d) =>
      `${d.name} : c’est la base d’un autre logiciel : il s’y trouve ${d.found}, qui n’est pas de nous. Indiquez une base à part ; rien n’a été modifié.`,
  },
  'database-without-tables': {
    status: 'usage',
    meaning:
      'A command that only reads found none of our tables: nothing was ever imported there. Nothing was changed.',
    advice: 'Name the database of the imports.',
    en: (d) =>
      `${d.name}: nothing was ever imported there: our tables are missing. Name the database of the imports with --into, or in scelle.toml; nothing was changed.`,
    fr: (d) =>
      `${d.name} : rien n’y a jamais été importé : nos tables y manquent. Indiquez la base des imports avec --into, ou dans scelle.toml ; rien n’a été modifié.`,
  },
  'database-altered': {
    status: 'environment',
    meaning:
      'The tables are not as this software made them: one is missing, a column was changed, or a trigger was added. Nothing was imported.',
    advice: 'Find out who changed them, and undo that.',
    en: (d) =>
      `${d.name}: its tables are not as this software made them (${d.found}). Find out who changed them, and undo that; nothing was changed now.`,
    fr: (d) =>
      `${d.name} : ses tables ne sont pas telles que ce logiciel les a faites (${d.found}). Trouvez qui les a changées et annulez cela ; rien n’a été modifié cette fois.`,
  },
  'database-damaged': {
    status: 'environment',
    meaning: 'The database is damaged, or is none.',
    advice: 'Restore it from a backup, and import again what it lacks.',
    en: (d) => `${d.name}: the database is damaged, or is none (${d.found}). Keep it, and restore it from a backup.`,
    fr: (d) =>
      `${d.name} : la base est endommagée, ou n’en est pas une (${d.found}). Conservez-la et restaurez-la depuis une sauvegarde.`,
  },
  'database-constraint': {
    status: 'environment',
    meaning: 'The database refuses a row: by a rule that was added to its tables. Nothing was imported.',
    advice: 'See its log; remove the rule.',
    en: (d) =>
      `${d.name}: the database refuses a row (${d.found}). Were rules added to its tables? Nothing of the batch was imported.`,
    fr: (d) =>
      `${d.name} : la base refuse une ligne (${d.found}). Des règles ont-elles été ajoutées à ses tables ? Rien du lot n’a été intégré.`,
  },
  'database-failed': {
    status: 'environment',
    meaning: 'The database failed otherwise; the number is its own.',
    advice: 'See its log.',
    en: (d) => `${d.name}: the database failed (${d.found}). See its log; nothing of the batch was imported.`,
    fr: (d) => `${d.name} : la base a échoué (${d.found}). Consultez son journal ; rien du lot n’a été intégré.`,
  },
  'segments-folder-foreign': {
    status: 'usage',
    meaning:
      'The folder is not that of the segments of this database: its file `owner` is missing, or names another one. Nothing was changed.',
    advice: 'Name the right one with `--segments-folder`, or in `scelle.toml`.',
    en: (d) =>
      `${d.file}: this is not the folder with the segments of ${d.name}: the file "owner" in it is missing, or is of another database. Name the right one with --segments-folder, or in scelle.toml; nothing was changed.`,
    fr: (d) =>
      `${d.file} : ce n’est pas le dossier des segments de ${d.name} : le fichier « owner » y manque, ou est d’une autre base. Indiquez le bon avec --segments-folder, ou dans scelle.toml ; rien n’a été modifié.`,
  },
  'import-not-verified': {
    status: 'usage',
    meaning: 'The batch was not accepted and opened.',
    advice: '`scelle process`',
    en: (d) =>
      `Batch ${d.name} (${d.found}) was not accepted and opened. See scelle status, and run scelle process first.`,
    fr: (d) =>
      `Le lot ${d.name} (${d.found}) n’a pas été accepté et ouvert. Voyez scelle status, et lancez d’abord scelle process.`,
  },
  'import-out-of-turn': {
    status: 'usage',
    meaning: 'An earlier batch of the stream was not imported.',
    advice: '`scelle import --pending`',
    en: (d) =>
      `Batch ${d.name} cannot be imported yet: number ${d.expected} of its stream comes first. Import with --pending.`,
    fr: (d) =>
      `Le lot ${d.name} ne peut pas encore être importé : le numéro ${d.expected} de son flux vient d’abord. Importez avec --pending.`,
  },
  'import-elsewhere': {
    status: 'usage',
    meaning: 'Another database has records of the batch, which would never be erased there. Nothing was imported.',
    advice: 'Name that one with `--into`; or give this one its name.',
    en: (d) =>
      `${d.name}: ${d.found} was imported into ${d.expected}, and would never be erased there. Name that database with --into; if this one takes its place, give it that name. Nothing was imported.`,
    fr: (d) =>
      `${d.name} : ${d.found} a été importé dans ${d.expected}, où il ne serait jamais effacé. Indiquez cette base avec --into ; si celle-ci prend sa place, donnez-lui ce nom. Rien n’a été intégré.`,
  },
  'import-profile-unknown': {
    status: 'usage',
    meaning: 'The records have other fields than the target takes.',
    advice: 'Import them with a sink of your own, and name their profile to it.',
    en: (d) =>
      `The target takes no records of the profile ${d.found}. Import them with a sink of your own, and name their profile to it.`,
    fr: (d) =>
      `La cible ne prend pas d’enregistrements du profil ${d.found}. Intégrez-les avec une cible à vous, en lui nommant leur profil.`,
  },
  'import-rejects-too-many': {
    status: 'usage',
    meaning: 'More records would be refused than a receipt lists. Nothing was imported.',
    advice: 'Check the rules under `[importing]`.',
    en: (d) =>
      `More than ${d.limit} records would be refused (${d.found}), and a receipt lists no more. Check the rules under [importing] in scelle.toml; nothing was imported.`,
    fr: (d) =>
      `Plus de ${d.limit} enregistrements seraient refusés (${d.found}), et un accusé n’en énumère pas davantage. Vérifiez les règles sous [importing] dans scelle.toml ; rien n’a été intégré.`,
  },
  'evidence-unknown': {
    status: 'usage',
    meaning: 'No such record was imported.',
    advice: 'Check the id; see the rejects of the import receipt.',
    en: (d) => `${d.name}: no record ${d.found} was imported there.`,
    fr: (d) => `${d.name} : aucun enregistrement ${d.found} n’y a été intégré.`,
  },
  'evidence-erased': {
    status: 'usage',
    meaning: 'The record was erased; a hash is left of it.',
    en: (d) =>
      `${d.name}: record ${d.found} was erased; only the hash of its leaf is left, which proves nothing of it.`,
    fr: (d) =>
      `${d.name} : l’enregistrement ${d.found} a été effacé ; il n’en reste que l’empreinte de sa feuille, qui n’en prouve rien.`,
  },
  'evidence-damaged': {
    status: 'environment',
    meaning: 'The database does not hold what was imported.',
    advice: 'Find out who altered it; restore it from a backup.',
    en: (d) =>
      `${d.name}: what is stored there is not what was imported (${d.found}; expected ${d.expected}). Keep it, and find out who altered it.`,
    fr: (d) =>
      `${d.name} : ce qui y est stocké n’est pas ce qui a été importé (${d.found} ; attendu ${d.expected}). Conservez-le et cherchez qui l’a modifié.`,
  },
  'retention-elsewhere': {
    status: 'usage',
    meaning:
      'A batch whose term is over is not in this database, or not as it was imported last; the ledger knows another one. Nothing was erased.',
    advice: 'Name the other database with `--into`.',
    en: (d) =>
      `${d.name}: ${d.found} is not there, or not as it was imported into ${d.expected}. Name that database with --into; nothing was erased.`,
    fr: (d) =>
      `${d.name} : ${d.found} n’y est pas, ou pas tel qu’il a été importé dans ${d.expected}. Indiquez cette base avec --into ; rien n’a été effacé.`,
  },
  'retention-folder-missing': {
    status: 'usage',
    meaning: 'Segments that are to be erased are files, and no folder is named. Nothing was erased.',
    advice: 'Name it with `--segments-folder`, or in `scelle.toml`.',
    en: (d) =>
      `${d.name}: segments of what is to be erased are files. Name their folder with --segments-folder, or in scelle.toml; nothing was erased.`,
    fr: (d) =>
      `${d.name} : des segments de ce qui est à effacer sont des fichiers. Indiquez leur dossier avec --segments-folder, ou dans scelle.toml ; rien n’a été effacé.`,
  },
  'retention-not-set': {
    status: 'usage',
    meaning: 'scelle.toml does not say when this is deleted.',
    advice: 'Set it under `[retention]`.',
    en: (d) => `scelle.toml does not say when this is deleted: set ${d.field} under [retention].`,
    fr: (d) => `scelle.toml ne dit pas quand cela est supprimé : réglez ${d.field} sous [retention].`,
  },
});
