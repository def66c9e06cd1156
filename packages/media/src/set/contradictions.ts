import { MAX_BLOCK_BYTES, SECTOR_BYTES } from '../geometry/constants.ts';
import { limits } from '../geometry/limits.ts';
import type { Piece, SetDescription } from './description.ts';

/**
 * The field in which the parts of a description contradict one another, or null: a reader may rely on the rest.
 * Source: docs/media-format.md § Set description.
 */
export function findContradiction(description: SetDescription): string | null {
  const rules: Readonly<Record<string, (description: SetDescription) => boolean>> = {
    blockBytes: ({ blockBytes }) =>
      isPowerOfTwo(blockBytes) && blockBytes >= SECTOR_BYTES && blockBytes <= MAX_BLOCK_BYTES,
    discs: hasOrderlyDiscs,
    items: hasOrderlyItems,
    pieces: hasOrderlyPieces,
  };
  return Object.entries(rules).find(([, holds]) => !holds(description))?.[0] ?? null;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

/** Numbered from 1, data discs before spare ones, and every spare disc as full as the fullest data disc. */
function hasOrderlyDiscs({ discs }: SetDescription): boolean {
  const data = discs.filter(({ kind }) => kind === 'data');
  const fullest = Math.max(...data.map(({ contentBlocks }) => contentBlocks));
  return (
    data.length > 0 &&
    discs.length - data.length <= limits.spareDiscs &&
    discs.every(({ number, kind }, index) => number === index + 1 && (kind === 'data') === index < data.length) &&
    discs.every(({ kind, contentBlocks }) => kind === 'data' || contentBlocks === fullest)
  );
}

function hasOrderlyItems({ items }: SetDescription): boolean {
  const names = new Set(items.map(({ name }) => name));
  return names.size === items.length && items.every(({ kind, manifest }) => (manifest !== null) === (kind === 'batch'));
}

/** Items follow one another over the discs of the set without a gap; pieces but the last of an item are whole blocks. */
function hasOrderlyPieces(description: SetDescription): boolean {
  const { items, pieces, discs, blockBytes } = description;
  const blocks = new Map<number, number>();
  let item = 0;
  let offset = 0;
  let disc = 1;
  for (const piece of pieces) {
    if (piece.item !== item || piece.offset !== offset) return false;
    if (piece.disc < disc || piece.disc > discs.length) return false;
    const bytes = items[item]!.bytes;
    offset += piece.bytes;
    if (offset > bytes || (offset < bytes && piece.bytes % blockBytes !== 0)) return false;
    disc = piece.disc;
    blocks.set(disc, (blocks.get(disc) ?? 0) + Math.ceil(piece.bytes / blockBytes));
    if (offset === bytes) [item, offset] = [item + 1, 0];
    if (item === items.length && piece !== pieces.at(-1)) return false;
  }
  return (
    item === items.length &&
    hasDistinctNames(pieces) &&
    discs.every(
      ({ number, kind, contentBlocks }) => (blocks.get(number) ?? 0) === (kind === 'data' ? contentBlocks : 0),
    )
  );
}

function hasDistinctNames(pieces: readonly Piece[]): boolean {
  return new Set(pieces.map(({ name }) => name)).size === pieces.length;
}
