import { access, chmod, constants, type FileHandle, mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { openFileSource } from '@scelle/core';
import { releaseMemory } from '@scelle/core/internal';
import { FileStore } from '@tus/file-store';
import { type DataStore, Upload } from '@tus/server';
import type { OpenUpload, UploadStore } from './upload-store.ts';

const ID = /^[0-9a-f]{64}$/;

/** The files of an upload: its bytes, and the note beside them. */
const FILE = /^([0-9a-f]{64})(?:\.json)?$/;

/** A store of uploads in a folder, which it makes where there is none: a file for each, with a note beside it. */
export async function openFileUploadStore(
  folder: string,
  { reservedBytes = 0 }: { readonly reservedBytes?: number } = {},
): Promise<UploadStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const data = new UploadFiles(folder, reservedBytes);

  const find = (id: string) => findUpload(data, folder, id);

  async function create({ id, peer, manifest, bytes }: Parameters<UploadStore['create']>[0]): Promise<OpenUpload> {
    await data.create(new Upload({ id, size: bytes, offset: 0, metadata: { peer, manifest } }));
    for (const name of [id, `${id}.json`]) await chmod(join(folder, name), 0o600);
    return { id, peer, manifest, bytes, offset: 0, since: new Date(), changedAt: new Date() };
  }

  async function remove(id: string): Promise<void> {
    for (const name of [id, `${id}.json`]) await rm(join(folder, name), { force: true });
  }

  return {
    data,
    find,
    create,
    async list() {
      const ids = new Set((await readdir(folder)).flatMap((name) => FILE.exec(name)?.[1] ?? []));
      const uploads: OpenUpload[] = [];
      for (const id of ids) {
        const upload = await find(id);
        // Without a note, or with half of one, nobody could go on with it: a crash has left it.
        if (upload === null) await remove(id);
        else uploads.push(upload);
      }
      return uploads;
    },
    remove,
    async openWhole(id) {
      const file = join(folder, id);
      await syncFile(file);
      return { source: await openFileSource(file), file };
    },
    async canCreate() {
      await access(folder, constants.W_OK | constants.X_OK);
      // Some file systems have as many as there is space, and say that there are none in all.
      const { files, ffree } = await statfs(folder);
      return files === 0 || ffree > 1;
    },
    freeBytes: () => readFreeBytes(folder),
  };
}

async function readFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** After so many bytes the space is looked at again. */
const CHECKED = 1 << 26;

/** The uploads in a folder, whoever writes to it meanwhile; none where there is no folder. Nothing is changed. */
export async function listFileUploads(folder: string): Promise<readonly OpenUpload[]> {
  const names = await readdir(folder).catch(() => []);
  const found = names
    .filter((name) => ID.test(name))
    .map((id) => findUpload(new FileStore({ directory: folder }), folder, id));
  return (await Promise.all(found)).filter((upload) => upload !== null);
}

async function findUpload(data: DataStore, folder: string, id: string): Promise<OpenUpload | null> {
  if (!ID.test(id)) return null;
  const upload = await getUpload(data, id);
  const { peer, manifest } = upload?.metadata ?? {};
  const found = await stat(join(folder, id)).catch(() => null);
  if (found === null || upload?.size === undefined || !peer || !manifest) return null;
  const { birthtime, mtime: changedAt } = found;
  return { id, peer, manifest, bytes: upload.size, offset: upload.offset, since: birthtime, changedAt };
}

/** The files that the library looks after, written in a way that leaves the garbage collector little to do. */
class UploadFiles extends FileStore {
  readonly #reservedBytes: number;

  constructor(directory: string, reservedBytes: number) {
    super({ directory });
    this.#reservedBytes = reservedBytes;
    // Uploads are created on an announcement, and by no request of tus.
    this.extensions = [];
  }

  override async write(pieces: Readable, id: string, offset: number): Promise<number> {
    await using file = await open(join(this.directory, id), 'r+');
    let position = offset;
    let unchecked = CHECKED;
    for await (const piece of pieces as AsyncIterable<Uint8Array>) {
      if (unchecked >= CHECKED) unchecked = await this.#requireSpace();
      unchecked += piece.length;
      await writeWhole(file, piece, position);
      position += piece.length;
      releaseMemory(piece);
    }
    return position;
  }

  /** Threat: more was promised than there is space, and the ledger must find some. Gives how much was written since. */
  async #requireSpace(): Promise<number> {
    if ((await readFreeBytes(this.directory)) > this.#reservedBytes) return 0;
    throw Object.assign(new Error('the reserve is reached'), { code: 'ENOSPC', syscall: 'write' });
  }
}

async function writeWhole(file: FileHandle, piece: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < piece.length; ) {
    const { bytesWritten } = await file.write(piece, done, piece.length - done, position + done);
    done += bytesWritten;
  }
}

/** Null where there is none, and where a crash has left only a part of it. */
async function getUpload(data: DataStore, id: string): Promise<Upload | null> {
  try {
    return await data.getUpload(id);
  } catch {
    return null;
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
