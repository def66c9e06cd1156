import type { SignedDocument } from '@scelle/core';
import { StationError } from '../errors/station-error.ts';
import type { Database } from './database.ts';
import { DatabaseTransaction, findReceipt } from './database-transaction.ts';
import { migrate } from './judge-target.ts';
import type { RecordSink } from './record-sink.ts';
import type { SegmentFolder } from './segment-folder.ts';

/** A target in a database. */
export interface DatabaseSink extends RecordSink {
  readonly database: Database;
  /** Where the segments are that are not in the database; null where all are rows. */
  readonly segments: SegmentFolder | null;
  /** The receipt of the import of the batch with this manifest, or null where it was not imported. */
  findReceipt(digest: string): Promise<SignedDocument | null>;
}

/**
 * Makes a database a target: its tables are made, or brought to the newest version. With a folder, segments become files
 * there. Throws the codes of `migrate`.
 */
export async function createDatabaseSink(database: Database, segments: SegmentFolder | null): Promise<DatabaseSink> {
  await migrate(database);
  // Threat: a URL that names the wrong database. Nothing is set in it before it is known to be ours.
  await database.persistSettings();
  return {
    name: database.name,
    database,
    segments,
    findReceipt: (digest) => findReceipt(database, digest),
    begin: () => begin(database, segments),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

async function begin(database: Database, segments: SegmentFolder | null): Promise<DatabaseTransaction> {
  await database.begin();
  try {
    if (segments !== null) {
      await claimSegmentFolder(database, segments);
      await segments.recover(async (digest) => (await findReceipt(database, digest)) !== null);
    }
    return new DatabaseTransaction(database, segments);
  } catch (error) {
    await database.rollback();
    throw error;
  }
}

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
