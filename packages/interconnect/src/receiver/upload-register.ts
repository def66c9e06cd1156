import { InterconnectError } from '../interconnect-error.ts';
import type { ReceiverLimits } from './limits.ts';
import { createTurns } from './turns.ts';
import type { OpenUpload, UploadStore } from './upload-store.ts';

/** The uploads that were announced, so that quotas and space are judged without a look at the disc. */
export interface UploadRegister {
  readonly store: UploadStore;
  find(id: string): Promise<OpenUpload | null>;
  /** Begins an upload; quotas and space are judged for one at a time. Throws `uploads-too-many`, `storage-full`. */
  admit(upload: Pick<OpenUpload, 'id' | 'peer' | 'manifest' | 'bytes'>): Promise<OpenUpload>;
  /** Looks at the store again after bytes have come. */
  refresh(id: string): Promise<OpenUpload | null>;
  remove(id: string): Promise<void>;
  /** All that are known, finished ones included. */
  list(): readonly OpenUpload[];
}

/** Opens the register of what is in the store. */
export async function openUploadRegister(
  store: UploadStore,
  { maxOpenUploads: limit, reservedBytes }: ReceiverLimits,
): Promise<UploadRegister> {
  const uploads = new Map((await store.list()).map((upload) => [upload.id, upload]));
  const inTurn = createTurns();

  async function refresh(id: string): Promise<OpenUpload | null> {
    const upload = await store.find(id);
    if (upload === null) uploads.delete(id);
    else uploads.set(id, upload);
    return upload;
  }

  /** What the uploads that have begun will still take counts as taken. */
  async function checkSpace(bytes: number): Promise<void> {
    const promised = [...uploads.values()].reduce((sum, upload) => sum + upload.bytes - upload.offset, 0);
    if ((await store.freeBytes()) < bytes + promised + reservedBytes) throw new InterconnectError('storage-full');
  }

  async function admit(upload: Parameters<UploadRegister['admit']>[0]): Promise<OpenUpload> {
    const open = [...uploads.values()].filter(({ peer }) => peer === upload.peer);
    if (open.length >= limit) throw new InterconnectError('uploads-too-many', { limit });
    await checkSpace(upload.bytes);
    const created = await store.create(upload);
    uploads.set(upload.id, created);
    return created;
  }

  return {
    store,
    refresh,
    list: () => [...uploads.values()],
    find: (id) => (uploads.has(id) ? refresh(id) : Promise.resolve(null)),
    admit: (upload) => inTurn('admit', () => admit(upload)),
    async remove(id) {
      uploads.delete(id);
      await store.remove(id);
    },
  };
}
