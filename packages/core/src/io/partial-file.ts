import type { FileHandle } from 'node:fs/promises';
import type { FileStepRunner } from './file-steps.ts';
import type { Sink } from './sink.ts';
import { writeFully } from './write-fully.ts';

const syncInterval = 16 << 20;

/** A file being written under its partial name. */
export interface PartialFile extends Sink {
  /** Waits until everything is on the disc, and closes the file. */
  finish(): Promise<void>;
  /** Closes the file as it is; does no harm after `finish`. */
  close(): Promise<void>;
}

/**
 * Writes to an open file at the positions given. Every 16 MiB go to the disc while the next ones are being made, so
 * that the `fsync` at the end has little left to do.
 */
export function writePartialFile(handle: FileHandle, run: FileStepRunner): PartialFile {
  let unsynced = 0;
  let syncing: Promise<void> = Promise.resolve();

  async function startSync(): Promise<void> {
    await syncing;
    unsynced = 0;
    syncing = run('fsync', () => handle.datasync());
    // It counts when it is awaited, by the next sync or by `finish`.
    syncing.catch(() => undefined);
  }

  async function write(position: number, bytes: Uint8Array): Promise<void> {
    await run('write', () => writeFully(handle, position, bytes));
    unsynced += bytes.length;
    if (unsynced >= syncInterval) await startSync();
  }

  async function finish(): Promise<void> {
    await syncing;
    await run('fsync', () => handle.sync());
    await handle.close();
  }

  return { write, finish, close: () => handle.close() };
}
