import type { SetDescription } from './description.ts';
import { layOutStripes, MAX_FILE_BYTES, RUN_BYTES, type StripeLayout } from './geometry.ts';

/** A file of a disc that holds blocks: of the content, or after it of the parity. */
export interface AreaFile {
  /** Path on the disc. */
  readonly path: string;
  /** Number of its first block on the disc: the content is counted first, then the parity. */
  readonly firstBlock: number;
  readonly blocks: number;
  readonly bytes: number;
  /** Number of its first run on the disc. */
  readonly firstRun: number;
  /** Where a data disc keeps a piece of an item, which item and from which byte; otherwise null. */
  readonly piece: { readonly item: number; readonly offset: number } | null;
}

/**
 * Where content and parity lie on one disc. Which piece goes on which disc, `writing/plan-set.ts` decides; index,
 * description and bag are added by `writing/finish-disc.ts`. Source: docs/media-format.md § A disc.
 */
export interface DiscLayout {
  readonly number: number;
  readonly kind: 'data' | 'spare';
  readonly blockBytes: number;
  readonly stripes: StripeLayout;
  /** Content and parity blocks. */
  readonly blocks: number;
  readonly runs: number;
  readonly files: readonly AreaFile[];
}

/** What a layout follows from; the digests of the discs do not matter. */
export type LayoutFacts = Pick<SetDescription, 'blockBytes' | 'stripe' | 'items' | 'pieces'> & {
  readonly discs: readonly Pick<SetDescription['discs'][number], 'number' | 'kind' | 'contentBlocks'>[];
};

/** A file before its place is known. */
type Sketch = Pick<AreaFile, 'path' | 'bytes' | 'piece'>;

/** Lays out the disc with this number. */
export function layOutDisc(facts: LayoutFacts, number: number): DiscLayout {
  const { blockBytes } = facts;
  const { kind, contentBlocks } = facts.discs[number - 1]!;
  const stripes = layOutStripes(contentBlocks, facts.stripe.parity);
  const content = kind === 'data' ? sketchPieces(facts, number) : sketchFiles('cross', contentBlocks * blockBytes);
  const files: AreaFile[] = [];
  let firstBlock = 0;
  let firstRun = 0;
  for (const sketch of [...content, ...sketchFiles('parity', stripes.parityBlocks * blockBytes)]) {
    const blocks = Math.ceil(sketch.bytes / blockBytes);
    files.push({ ...sketch, firstBlock, blocks, firstRun });
    firstBlock += blocks;
    firstRun += Math.ceil(sketch.bytes / RUN_BYTES);
  }
  return { number, kind, blockBytes, stripes, blocks: firstBlock, runs: firstRun, files };
}

function sketchPieces({ items, pieces }: LayoutFacts, number: number): Sketch[] {
  return pieces
    .filter(({ disc }) => disc === number)
    .map(({ item, offset, bytes, name }) => {
      const folder = items[item]!.kind === 'batch' ? 'batches' : 'receipts';
      return { path: `data/${folder}/${name}`, bytes, piece: { item, offset } };
    });
}

/** Files of at most 1 GiB in a folder, numbered from 001. */
function sketchFiles(folder: string, bytes: number): Sketch[] {
  return Array.from({ length: Math.ceil(bytes / MAX_FILE_BYTES) }, (_, index) => ({
    path: `${folder}/${String(index + 1).padStart(3, '0')}.bin`,
    bytes: Math.min(MAX_FILE_BYTES, bytes - index * MAX_FILE_BYTES),
    piece: null,
  }));
}

/** The file that holds a block. */
export function fileOfBlock({ files }: DiscLayout, block: number): AreaFile {
  let low = 0;
  let high = files.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (files[middle]!.firstBlock <= block) low = middle;
    else high = middle - 1;
  }
  return files[low]!;
}

/** Where a block lies in its file, and how long it is there: the last one of a file may be short. */
export function placeOfBlock(
  { blockBytes }: DiscLayout,
  file: AreaFile,
  block: number,
): { at: number; length: number } {
  const at = (block - file.firstBlock) * blockBytes;
  return { at, length: Math.min(blockBytes, file.bytes - at) };
}
