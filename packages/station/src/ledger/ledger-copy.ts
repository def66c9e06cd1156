import { accessSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { toSystemCode, toTargetError } from '@scelle/core';

/** What the system says where nothing can be written. */
const readOnlyCodes: readonly (string | null)[] = ['EROFS', 'EACCES', 'EPERM'];

/** Whether nothing can be written into the folder: a read-only medium, or somebody else's. */
export function isReadOnlyFolder(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch (error) {
    return readOnlyCodes.includes(toSystemCode(error));
  }
}

/** A ledger in a private folder, to be looked at. */
export interface LedgerCopy {
  readonly path: string;
  remove(): void;
}

/**
 * Copies a ledger, with what has not been brought into it yet, to where SQLite can make its other files: it cannot read the
 * write-ahead log of a database in a folder that it cannot write to, and without that log the newest acts would be missing.
 * Throws `target-full`, `target-unwritable`.
 */
export function copyLedgerAway(file: string): LedgerCopy {
  const folder = mkdtempSync(join(tmpdir(), 'scelle-ledger-'));
  const path = join(folder, 'ledger.db');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    copyFileSync(file, path);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${path}-wal`);
    return { path, remove };
  } catch (error) {
    remove();
    throw toTargetError(error, dirname(path));
  }
}
