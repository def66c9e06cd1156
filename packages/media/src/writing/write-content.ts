import { createHash } from 'node:crypto';
import { mapInOrder } from '@scelle/core/internal';
import { type CodingThreads, UsedMemory } from '../coding/coding-threads.ts';
import { MediaError } from '../errors/media-error.ts';
import { RUN_BYTES } from '../geometry/geometry.ts';
import type { ItemSource } from '../items/examine-items.ts';
import type { Piece } from '../set/description.ts';
import type { DiscFile } from '../set/disc-folder.ts';
import type { LayoutFacts } from '../set/disc-layout.ts';
import type { DiscInWork } from './disc-in-work.ts';

/**
 * Writes the pieces of all items to the data discs. What is written must be what was examined: throws `item-damaged`
 * where a file has changed meanwhile.
 */
export async function writeContent(
  sources: readonly ItemSource[],
  plan: LayoutFacts,
  discs: readonly DiscInWork[],
  threads: CodingThreads,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const byItem = Map.groupBy(plan.pieces, ({ item }) => item);
  for (const [index, source] of sources.entries()) {
    await using opened = await source.open();
    const whole = createHash('sha256');
    const pieces = byItem.get(index)!;
    let found = '';
    for (const piece of pieces) {
      const disc = discs[piece.disc - 1]!;
      const bytes = opened.stream({ start: piece.offset, end: piece.offset + piece.bytes });
      // The file of an item in one piece is hashed anyway.
      const content = tee(bytes, pieces.length === 1 ? null : whole, onBytes);
      const file = await writeAreaFile(disc, pathOf(disc, piece), content, threads);
      found = file.sha256;
    }
    if (pieces.length > 1) found = whole.digest('hex');
    if (found !== source.item.sha256) throw new MediaError('item-damaged', { file: source.item.name });
  }
}

function pathOf({ layout }: DiscInWork, piece: Piece): string {
  return layout.files.find((file) => file.piece?.item === piece.item && file.piece.offset === piece.offset)!.path;
}

async function* tee(
  pieces: AsyncIterable<Uint8Array>,
  digest: { update(bytes: Uint8Array): unknown } | null,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) {
    digest?.update(piece);
    onBytes(piece.length);
    yield piece;
  }
}

/**
 * Writes a file of a disc's content from its beginning to its end, and notes the digests of its runs and blocks. The
 * runs are hashed in threads while the next ones are read.
 */
async function writeAreaFile(
  { folder, tables, layout }: DiscInWork,
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  threads: CodingThreads,
): Promise<DiscFile> {
  const { blockBytes } = layout;
  const file = await folder.create(path);
  const memory = new UsedMemory(RUN_BYTES);
  // One append after the other: only the hashing goes on side by side.
  let last: Promise<unknown> = Promise.resolve();
  const appendAndDigest = (run: Uint8Array) => {
    const appended = last.then(() => file.append(run));
    last = appended.catch(() => undefined);
    return appended.then(() => threads.perform({ kind: 'digest', run, blockBytes }));
  };
  for await (const digests of mapInOrder(toRuns(pieces, memory), threads.concurrency, appendAndDigest)) {
    await tables.add(digests);
    memory.give(digests.run);
  }
  return file.finish();
}

/** The bytes of a file in runs of 1 MiB, the last of which may be shorter. */
async function* toRuns(pieces: AsyncIterable<Uint8Array>, memory: UsedMemory): AsyncGenerator<Uint8Array, void> {
  let run = memory.take(RUN_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const length = Math.min(RUN_BYTES - filled, piece.length - at);
      run.set(piece.subarray(at, at + length), filled);
      at += length;
      filled += length;
      if (filled < RUN_BYTES) continue;
      yield run;
      run = memory.take(RUN_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield run.slice(0, filled);
}
