import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './imports.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

/** Where SQLite may be known: the ledger, the databases into which records are imported, and what tests look with. */
const ROOMS = /^packages\/(?:station\/src\/(?:ledger|sinks\/sqlite)|testkit\/src)\//;

/** A connection of SQLite, or a statement that is handed to a ledger. */
const SPOKEN = /'node:sqlite'|\b(?:ledger|inside|transaction)\.(?:rows|row|run)\(/;

/** The files that ask the ledger by statements, though they are not in its room. */
export function findOutside(files: readonly Pick<SourceFile, 'path'>[], read = readSource): string[] {
  return files.map(({ path }) => path).filter((path) => !ROOMS.test(path) && SPOKEN.test(read(path)));
}

function readSource(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
