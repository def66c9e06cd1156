import { createHash } from 'node:crypto';
import type { CodingThreads } from '../coding/coding-threads.ts';
import { MediaError } from '../errors/media-error.ts';
import type { ItemSource } from '../items/item-source.ts';
import type { Piece } from '../set/description.ts';
import type { LayoutFacts } from '../set/disc-layout.ts';
import type { DiscInWork } from './disc-in-work.ts';
import { writeAreaFile } from './write-area-file.ts';

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
