import { DatabaseSync } from 'node:sqlite';

const schema = `
  CREATE TABLE IF NOT EXISTS batches (
    manifest_digest TEXT PRIMARY KEY,
    sender TEXT NOT NULL, recipient TEXT NOT NULL, stream TEXT NOT NULL, sequence INTEGER NOT NULL,
    UNIQUE (sender, recipient, stream, sequence)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS segments (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS records (
    record_id TEXT PRIMARY KEY, controller TEXT NOT NULL, occurred_at TEXT NOT NULL, line TEXT NOT NULL
  ) STRICT;
`;

/** Opens the database, and makes its tables if they are not there. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(schema);
  return database;
}

/** Number of records in the database. */
export function countRecords(database: DatabaseSync): number {
  return Number(database.prepare('SELECT count(*) AS records FROM records').get()?.['records']);
}
