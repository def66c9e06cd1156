import type { ClosableSource } from '@scelle/core';
import { toSystemCode } from '@scelle/core/internal';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { ReceiverLimits } from '../protocol/limits.ts';
import { createKeyedMutex } from './writers.ts';

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

/** An upload that is about to be announced. */
export type NewUpload = Pick<OpenUpload, 'id' | 'peer' | 'manifest' | 'bytes'>;

/** Where uploads are kept until they are delivered: files in a folder (`openFileUploadStore`), or anything else. */
export interface UploadStore {
  create(upload: NewUpload): Promise<OpenUpload>;
  find(id: string): Promise<OpenUpload | null>;
  /** All of them; what a crash has left of others is removed. */
  list(): Promise<readonly OpenUpload[]>;
  /**
   * Writes pieces from byte `offset` on, until they end. What was written before an error stays. A piece belongs to the
   * store, which may release its memory. Throws errors with the code of the system (`ENOSPC`) where it cannot.
   */
  write(id: string, offset: number, pieces: AsyncIterable<Uint8Array>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Writes the upload to the disc for good and opens it. */
  openWhole(id: string): Promise<WholeUpload>;
  /** Whether a file more can be made. Throws where the store cannot be written to. */
  canCreate(): Promise<boolean>;
  /** How many bytes can still be written. */
  freeBytes(): Promise<number>;
}

/** The uploads that were announced, so that quotas and space are judged without a look at the disc. */
export interface UploadRegister {
  readonly store: UploadStore;
  find(id: string): Promise<OpenUpload | null>;
  /** Begins an upload; quotas and space are judged for one at a time. Throws `uploads-too-many`, `storage-full`. */
  claim(upload: NewUpload): Promise<OpenUpload>;
  /** Judges space once more for an upload whose claim has ended, before it goes on. Throws as `claim` does. */
  resume(upload: OpenUpload): Promise<void>;
  /** Looks at the store again after bytes have come. */
  refresh(id: string): Promise<OpenUpload | null>;
  remove(id: string): Promise<void>;
  /** All that are known, finished ones included. */
  list(): readonly OpenUpload[];
  /** The bytes that the upload has promised to it: those that are missing, as long as they come. */
  claimOf(upload: OpenUpload): Promise<number>;
}

/** What a register judges by. */
interface RegisterOptions {
  readonly limits: Pick<ReceiverLimits, 'maxOpenUploads' | 'reservedBytes' | 'claimLifetime'>;
  /** Whether a peer may hand over at this moment: whoever is revoked or suspended keeps no space from others. */
  readonly mayHandOver: (peer: string) => Promise<boolean>;
  readonly now: () => Date;
}

/**
 * Opens the register of what is in the store.
 *
 * Bytes that are promised count like bytes that are used, but for some minutes only after the last one came, and those of
 * one peer never for more than half of the space that there is. Threat: whoever announces much and sends nothing, or next
 * to nothing, would leave no space for others. Should more come than fits, the store stops at its reserve, and what has
 * come stays.
 */
export async function openUploadRegister(store: UploadStore, options: RegisterOptions): Promise<UploadRegister> {
  const { limits, mayHandOver, now } = options;
  const uploads = new Map((await store.list()).map((upload) => [upload.id, upload]));
  const exclusively = createKeyedMutex();

  async function refresh(id: string): Promise<OpenUpload | null> {
    const upload = await store.find(id);
    if (upload === null) uploads.delete(id);
    else uploads.set(id, upload);
    return upload;
  }

  async function claimOf({ peer, bytes, offset, changedAt }: OpenUpload): Promise<number> {
    const isComing = now().getTime() - changedAt.getTime() < limits.claimLifetime;
    return isComing && (await mayHandOver(peer)) ? bytes - offset : 0;
  }

  /** Throws where so many bytes more of a peer do not fit beside what is promised to it and to others. */
  async function checkSpace(peer: string, bytes: number, others: readonly OpenUpload[]): Promise<void> {
    const free = (await store.freeBytes()) - limits.reservedBytes;
    const promised = await Array.fromAsync(others, async (each) => ({ peer: each.peer, bytes: await claimOf(each) }));
    const claims = sumByPeer(promised);
    const own = claims.get(peer) ?? 0;
    claims.delete(peer);
    const ofOthers = [...claims.values()].reduce((sum, each) => sum + Math.min(each, free / 2), 0);
    if (free < bytes + own + ofOthers) throw new InterconnectError('storage-full');
    if (own > 0 && bytes + own > free / 2) {
      const limit = others.filter((each) => each.peer === peer).length;
      throw new InterconnectError('uploads-too-many', { limit });
    }
  }

  /** As they are on the disc now: bytes have come, and a person may have dropped some. */
  async function refreshAll(): Promise<readonly OpenUpload[]> {
    for (const id of [...uploads.keys()]) await refresh(id);
    return [...uploads.values()];
  }

  async function claim(upload: NewUpload): Promise<OpenUpload> {
    const all = await refreshAll();
    const own = all.filter(({ peer }) => peer === upload.peer);
    if (own.length >= limits.maxOpenUploads) {
      throw new InterconnectError('uploads-too-many', { limit: limits.maxOpenUploads });
    }
    await checkSpace(upload.peer, upload.bytes, all);
    const created = await create(store, upload);
    uploads.set(upload.id, created);
    return created;
  }

  async function resume(upload: OpenUpload): Promise<void> {
    if ((await claimOf(upload)) > 0) return;
    const others = (await refreshAll()).filter(({ id }) => id !== upload.id);
    await checkSpace(upload.peer, upload.bytes - upload.offset, others);
  }

  return {
    store,
    refresh,
    claimOf,
    list: () => [...uploads.values()],
    find: (id) => (uploads.has(id) ? refresh(id) : Promise.resolve(null)),
    claim: (upload) => exclusively('claim', () => claim(upload)),
    resume: (upload) => exclusively('claim', () => resume(upload)),
    async remove(id) {
      uploads.delete(id);
      await store.remove(id);
    },
  };
}

async function create(store: UploadStore, upload: NewUpload): Promise<OpenUpload> {
  try {
    return await store.create(upload);
  } catch (error) {
    if (isNoSpace(error)) await store.remove(upload.id);
    throw isNoSpace(error) ? new InterconnectError('storage-full', {}, { cause: error }) : error;
  }
}

/** Whether the disc has no room: no block, no inode, or none for this account. */
export function isNoSpace(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(toSystemCode(error) ?? '');
}

/** How many bytes of each peer there are. */
export function sumByPeer(entries: readonly { readonly peer: string; readonly bytes: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { peer, bytes } of entries) sums.set(peer, (sums.get(peer) ?? 0) + bytes);
  return sums;
}
