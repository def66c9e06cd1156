import { openFileSource, parseManifest, readContainer, ScelleError, toSha256Hex } from '@scelle/core';
import type { CodingThreads } from '../coding/coding-threads.ts';
import { digestBatch } from '../coding/digest-batch.ts';
import { MediaError } from '../errors/media-error.ts';
import type { Item } from '../set/description.ts';

/**
 * Compares an item that was put together with the set description and, where it is a batch, with its own manifest.
 * Throws `item-wrong`: nothing of it may be used.
 */
export async function verifyItem(
  file: string,
  { name, kind, bytes, sha256, manifest }: Item,
  threads: CodingThreads,
): Promise<void> {
  const wrong = (cause?: unknown): MediaError => new MediaError('item-wrong', { name }, { cause });
  await using source = await openFileSource(file);
  if (source.size !== bytes) throw wrong();
  const container = kind === 'batch' ? await asItem(() => readContainer(source), wrong) : null;
  const stated = container === null ? null : await asItem(async () => parseManifest(container.manifest), wrong);
  if (container !== null && toSha256Hex(container.manifest) !== manifest) throw wrong();

  const payload = container?.payload ?? { start: 0, end: 0 };
  const found = await digestBatch(threads, file, bytes, payload);
  if (found.whole !== sha256) throw wrong();
  if (stated !== null && found.payload !== stated.payload.sha256) throw wrong();
}

async function asItem<T>(read: () => Promise<T>, wrong: (cause: unknown) => MediaError): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof ScelleError ? wrong(error) : error;
  }
}
