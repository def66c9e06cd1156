import type { SignedDocument } from '@scelle/verify';
import { claimSegmentFolder } from './claim-segment-folder.ts';
import type { Database } from './database.ts';
import { DatabaseTransaction } from './database-transaction.ts';
import { findReceipt } from './find-receipt.ts';
import { migrate } from './migrate.ts';
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
  await database.settle();
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
