import { statfs } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { VERSION } from '@scelle/core';

/** The software that a station runs on. */
export interface SoftwareVersions {
  readonly scelle: string;
  readonly node: string;
  readonly sqlite: string;
  readonly openssl: string;
  /** Day on which the SQLite in this Node was released, `YYYY-MM-DD`: the Node is not much older. */
  readonly sqliteDay: string;
}

/** What an examination asks of the machine, so that tests can answer. */
export interface Machine {
  readonly versions: SoftwareVersions;
  /** Bytes that are free in the file system of a folder. */
  freeBytes(folder: string): Promise<number>;
  /** What has come over the network and is not whole; left out where nobody who knows the folder asks. */
  listUploads?(folder: string): Promise<readonly UnfinishedUpload[]>;
}

/** A batch of which a part has come over the network. */
export interface UnfinishedUpload {
  readonly peer: string;
  /** When the last byte came. */
  readonly changedAt: string;
}

/** This machine. */
export function examineMachine(): Machine {
  return { versions: readVersions(), freeBytes };
}

function readVersions(): SoftwareVersions {
  const { node = '', openssl = '' } = process.versions;
  const database = new DatabaseSync(':memory:');
  try {
    const row = database.prepare('SELECT sqlite_version() AS version, sqlite_source_id() AS source').get();
    const sqliteDay = String(row?.['source']).slice(0, 'YYYY-MM-DD'.length);
    return { scelle: VERSION, node, sqlite: String(row?.['version']), openssl, sqliteDay };
  } finally {
    database.close();
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
