import {
  access,
  constants,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { openFileSource, ScelleError } from '@scelle/core';
import { checkIntegers, readStrictJson, releaseMemory } from '@scelle/core/internal';
import { z } from 'zod';
import type { NewUpload, OpenUpload, UploadStore } from './upload-store.ts';

const ID = /^[0-9a-f]{64}$/;

/** The files of an upload: its bytes, and the note beside them. */
const FILE = /^([0-9a-f]{64})(?:\.json)?$/;

/** A store of uploads in a folder, which it makes where there is none: a file for each, with a note beside it. Throws `option-invalid`. */
export async function openFileUploadStore(
  folder: string,
  { reservedBytes = 0 }: { readonly reservedBytes?: number } = {},
): Promise<UploadStore> {
  checkIntegers({ reservedBytes }, { reservedBytes: [0, Number.MAX_SAFE_INTEGER] });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const find = (id: string) => findUpload(folder, id);

  async function create(upload: NewUpload): Promise<OpenUpload> {
    const { id } = upload;
    // The bytes first: a note without them is none.
    await writeFile(join(folder, id), '', { mode: 0o600 });
    await writeFile(join(folder, `${id}.json`), encodeNote(upload), { mode: 0o600 });
    return { ...upload, offset: 0, since: new Date(), changedAt: new Date() };
  }

  async function remove(id: string): Promise<void> {
    for (const name of [id, `${id}.json`]) await rm(join(folder, name), { force: true });
  }

  return {
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
    write: (id, offset, pieces) =>
      writeUpload(join(folder, id), offset, pieces, () => requireSpace(folder, reservedBytes)),
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

/** Threat: more was promised than there is space, and the ledger must find some. */
async function requireSpace(folder: string, reservedBytes: number): Promise<void> {
  if ((await readFreeBytes(folder)) > reservedBytes) return;
  throw Object.assign(new Error('the reserve is reached'), { code: 'ENOSPC', syscall: 'write' });
}

/** The uploads in a folder, whoever writes to it meanwhile; none where there is no folder. Nothing is changed. */
export async function listFileUploads(folder: string): Promise<readonly OpenUpload[]> {
  const names = await readdir(folder).catch(() => []);
  const found = names.filter((name) => ID.test(name)).map((id) => findUpload(folder, id));
  return (await Promise.all(found)).filter((upload) => upload !== null);
}

async function findUpload(folder: string, id: string): Promise<OpenUpload | null> {
  if (!ID.test(id)) return null;
  const note = await readNote(join(folder, `${id}.json`));
  const found = await stat(join(folder, id)).catch(() => null);
  if (note === null || found === null) return null;
  const { size: bytes, metadata } = note;
  const { size: offset, birthtime: since, mtime: changedAt } = found;
  return { id, ...metadata, bytes, offset, since, changedAt };
}

/** What stands in a note, in the form in which version 0.1.0 writes and reads it. */
const noteSchema = z.object({
  size: z.number().int().min(0),
  metadata: z.object({ peer: z.string().min(1), manifest: z.string().min(1) }),
});

function encodeNote({ id, peer, manifest, bytes: size }: NewUpload): string {
  return JSON.stringify({ id, metadata: { peer, manifest }, size, offset: 0, creation_date: new Date().toISOString() });
}

/** Null where there is none, and where a crash has left only a part of it. */
async function readNote(path: string): Promise<z.infer<typeof noteSchema> | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return noteSchema.safeParse(readStrictJson(text)).data ?? null;
  } catch (error) {
    if (ScelleError.is(error)) return null;
    throw error;
  }
}

/** After so many bytes the space is looked at again. */
const CHECKED = 1 << 26;

async function writeUpload(
  path: string,
  offset: number,
  pieces: AsyncIterable<Uint8Array>,
  requireRoom: () => Promise<void>,
): Promise<void> {
  await using file = await open(path, 'r+');
  let position = offset;
  let unchecked = CHECKED;
  for await (const piece of pieces) {
    if (unchecked >= CHECKED) {
      await requireRoom();
      unchecked = 0;
    }
    unchecked += piece.length;
    await writeWhole(file, piece, position);
    position += piece.length;
    // Leaves the garbage collector little to do.
    releaseMemory(piece);
  }
}

async function writeWhole(file: FileHandle, piece: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < piece.length; ) {
    const { bytesWritten } = await file.write(piece, done, piece.length - done, position + done);
    done += bytesWritten;
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
