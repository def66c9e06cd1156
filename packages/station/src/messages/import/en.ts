import type { Message } from '@scelle/core';
import type { ImportCode } from '../../import/codes.ts';

/** English messages about imports. */
export const en: Readonly<Record<ImportCode, Message>> = {
  'database-url-invalid': () =>
    'The URL of the target is none of sqlite:FILE and postgresql://USER@HOST/DATABASE. Correct --into, or into in scelle.toml.',
  'database-unreachable': (d) =>
    `${d.name}: the database cannot be reached (${d.found}). Check that it runs, the name and the permissions, and try again: of a batch either all was imported or nothing.`,
  'database-unsuitable': (d) =>
    `${d.name}: this database does not do (${d.found}). PostgreSQL 15 or later with the encoding UTF8 is needed.`,
  'database-busy': (d) =>
    `${d.name}: somebody else is importing into this database, or holds it. Try again once they have finished.`,
  'database-full': (d) =>
    `${d.name}: no space is left for the database. Free some, and import again; nothing was changed.`,
  'database-newer': (d) =>
    `${d.name}: its tables are of version ${d.found}, and this software knows up to version ${d.expected}. Update the software.`,
  'database-foreign': (d) =>
    `${d.name}: there is a table ${d.found} that is not ours. Name a database of its own; nothing was changed.`,
  'database-without-tables': (d) =>
    `${d.name}: nothing was ever imported there: our tables are missing. Name the database of the imports with --into, or in scelle.toml; nothing was changed.`,
  'database-altered': (d) =>
    `${d.name}: its tables are not as this software made them (${d.found}). Find out who changed them, and undo that; nothing was changed now.`,
  'database-damaged': (d) =>
    `${d.name}: the database is damaged, or is none (${d.found}). Keep it, and restore it from a backup.`,
  'database-constraint': (d) =>
    `${d.name}: the database refuses a row (${d.found}). Were rules added to its tables? Nothing of the batch was imported.`,
  'database-failed': (d) =>
    `${d.name}: the database failed (${d.found}). See its log; nothing of the batch was imported.`,
  'segments-folder-foreign': (d) =>
    `${d.file}: this is not the folder with the segments of ${d.name}: the file "owner" in it is missing, or is of another database. Name the right one with --segments-folder, or in scelle.toml; nothing was changed.`,
  'import-not-verified': (d) =>
    `Batch ${d.name} (${d.found}) was not accepted and opened. See scelle status, and run scelle process first.`,
  'import-out-of-turn': (d) =>
    `Batch ${d.name} cannot be imported yet: number ${d.expected} of its stream comes first. Import with --pending.`,
  'import-elsewhere': (d) =>
    `${d.name}: ${d.found} was imported into ${d.expected}, and would never be erased there. Name that database with --into; if this one takes its place, give it that name. Nothing was imported.`,
  'import-profile-unknown': (d) =>
    `Records of the profile ${d.found} have no tables. Import them with a sink of your own.`,
  'import-rejects-too-many': (d) =>
    `More than ${d.limit} records would be refused (${d.found}), and a receipt lists no more. Check the rules under [importing] in scelle.toml; nothing was imported.`,
  'evidence-unknown': (d) => `${d.name}: no record ${d.found} was imported there.`,
  'evidence-erased': (d) =>
    `${d.name}: record ${d.found} was erased; only the hash of its leaf is left, which proves nothing of it.`,
  'evidence-damaged': (d) =>
    `${d.name}: what is stored there is not what was imported (${d.found}; expected ${d.expected}). Keep it, and find out who altered it.`,
  'retention-elsewhere': (d) =>
    `${d.name}: ${d.found} is not there, or not as it was imported into ${d.expected}. Name that database with --into; nothing was erased.`,
  'retention-folder-missing': (d) =>
    `${d.name}: segments of what is to be erased are files. Name their folder with --segments-folder, or in scelle.toml; nothing was erased.`,
  'retention-not-set': (d) => `scelle.toml does not say when this is deleted: set ${d.field} under [retention].`,
};
