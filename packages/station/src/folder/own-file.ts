import { stat } from 'node:fs/promises';
import { CoreError, openFileSource } from '@scelle/core';

/** No key and no certificate is longer, in bytes. */
const MOST = 1_048_576;

/**
 * The bytes of a small file of the station. Threat: a pipe under its name, at which whoever opens it without looking would
 * wait for ever. Throws `source-missing`, `source-not-a-file`, `source-unreadable`.
 */
export async function readOwnFile(path: string): Promise<Uint8Array> {
  await using source = await openFileSource(path);
  if (source.size > MOST) throw new CoreError('source-unreadable', { file: path, found: 'EFBIG' });
  return await source.read(0, source.size);
}

/** The same as text; null where there is no such file. */
export async function findOwnText(path: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await readOwnFile(path));
  } catch (error) {
    if (error instanceof CoreError && error.code === 'source-missing') return null;
    throw error;
  }
}

/** Throws `source-not-a-file` where anything else has this name, before a key is asked for. See `readOwnFile`. */
export async function requireOwnFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found !== null && !found.isFile()) throw new CoreError('source-not-a-file', { file: path });
}
