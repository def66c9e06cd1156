import { InterconnectError } from '../errors/interconnect-error.ts';
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

  /**
   * What the uploads that have begun will still take counts as taken. Threat: whoever announces much and sends nothing
   * would leave no space for others, so that nobody has more than half of it promised but for a single upload.
   */
  async function checkSpace(bytes: number, own: readonly OpenUpload[]): Promise<void> {
    const free = (await store.freeBytes()) - reservedBytes;
    if (free < bytes + missingBytes([...uploads.values()])) throw new InterconnectError('storage-full');
    const isTooMuch = own.length > 0 && bytes + missingBytes(own) > free / 2;
    if (isTooMuch) throw new InterconnectError('uploads-too-many', { limit: own.length });
  }

  async function admit(upload: Parameters<UploadRegister['admit']>[0]): Promise<OpenUpload> {
    const own = [...uploads.values()].filter(({ peer }) => peer === upload.peer);
    if (own.length >= limit) throw new InterconnectError('uploads-too-many', { limit });
    await checkSpace(upload.bytes, own);
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

function missingBytes(uploads: readonly OpenUpload[]): number {
  return uploads.reduce((sum, { bytes, offset }) => sum + bytes - offset, 0);
}
