import type { ClosableSource } from '@scelle/core';
import type { DataStore } from '@tus/server';

/** An upload that was announced and is not delivered yet. */
export interface OpenUpload {
  /** SHA-256 of the announcement, hex. */
  readonly id: string;
  /** Who announced it. */
  readonly peer: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  /** Length of the whole batch, and how much of it is here. */
  readonly bytes: number;
  readonly offset: number;
  /** When it was announced. */
  readonly since: Date;
  /** When the last byte came, or it was announced. */
  readonly changedAt: Date;
}

/** An upload that is complete and on the disc. */
export interface WholeUpload {
  readonly source: ClosableSource;
  /** Its file, which nobody writes any more, where it is one. */
  readonly file?: string;
}

/** Where uploads are kept until they are delivered: files here, any store of the tus family elsewhere. */
export interface UploadStore {
  /** What `@tus/server` writes to. */
  readonly data: DataStore;
  create(upload: Pick<OpenUpload, 'id' | 'peer' | 'manifest' | 'bytes'>): Promise<OpenUpload>;
  find(id: string): Promise<OpenUpload | null>;
  /** All of them; what a crash has left of others is removed. */
  list(): Promise<readonly OpenUpload[]>;
  remove(id: string): Promise<void>;
  /** Writes the upload to the disc for good and opens it. */
  openWhole(id: string): Promise<WholeUpload>;
  /** Whether a file more can be made. Throws where the store cannot be written to. */
  canCreate(): Promise<boolean>;
  /** How many bytes can still be written. */
  freeBytes(): Promise<number>;
}
