import { StationError } from '../errors/station-error.ts';
import type { Database } from './database.ts';
import type { SegmentFolder } from './segment-folder.ts';

/**
 * Makes sure, within a transaction, that a folder is that of the database's segments: it bears the id of the database,
 * which it gets when it is first used. Threats: a folder without the segments that are to be erased, and the folder of
 * another database, whose imports this one does not know. Throws `segments-folder-foreign`, and what the folder throws.
 */
export async function claimSegmentFolder(database: Database, folder: SegmentFolder): Promise<void> {
  const [row] = await database.rows('SELECT id, has_folder FROM scelle_schema');
  const id = String(row?.['id']);
  const isFirst = row?.['has_folder'] === 0;
  const owner = await folder.readOwner();
  const isOurs = owner === null ? isFirst && (await holdsSome(database, folder)) : owner === id;
  if (!isOurs) throw new StationError('segments-folder-foreign', { name: database.name, file: folder.root });
  if (owner === null) await folder.writeOwner(id);
  if (isFirst) await database.rows('UPDATE scelle_schema SET has_folder = 1');
}

/** Earlier software wrote segments into folders that bear no id. */
async function holdsSome(database: Database, folder: SegmentFolder): Promise<boolean> {
  const [row] = await database.rows('SELECT sha256 FROM segments WHERE content IS NULL LIMIT 1');
  return row === undefined || (await folder.has(String(row['sha256'])));
}
