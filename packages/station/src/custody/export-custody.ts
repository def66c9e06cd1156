import type { DatabaseSync } from 'node:sqlite';
import type { SignedDocument } from '@scelle/verify';
import { readLines } from './verify-custody.ts';

/** The pieces of an exported custody log: one entry a line, each with its newline. */
export function* exportEntries(database: DatabaseSync): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const line of readLines(database)) yield encoder.encode(`${line}\n`);
}

/** The newest signed head, which an export carries and which anybody may keep; null in a log that was never signed. */
export function findNewestHead(database: DatabaseSync): SignedDocument | null {
  const row = database.prepare('SELECT document, signature FROM custody_heads ORDER BY number DESC LIMIT 1').get();
  return row === undefined ? null : (row as unknown as SignedDocument);
}
