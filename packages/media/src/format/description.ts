import { hash } from 'node:crypto';
import {
  choice,
  closedObject,
  defineDocument,
  instant,
  list,
  name,
  type SignedDocumentKind,
  safeInteger,
  sha256Hex,
  string,
  text,
  uuidV7,
} from '@scelle/core/internal';
import { z } from 'zod';
import { MediaError } from '../errors/media-error.ts';
import { limits, MAX_BLOCK_BYTES, MAX_FILE_BYTES, SECTOR_BYTES, STRIPE_DATA } from './geometry.ts';

/** The format word: first key of the description, first word of its signature's trusted comment. */
export const MEDIA_FORMAT = 'scelle.media/1' as const;

/** What travels: a sealed batch, or one of the two files of a signed receipt. */
export type ItemKind = 'batch' | 'receipt' | 'receipt-signature';

/** A file that travels on the set. */
export interface Item {
  readonly kind: ItemKind;
  /** File name: `tmg.arcom.music.000001.scelle`, `receipt-<16 hex>.json` or that with `.minisig`. */
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  /** Of a batch, the SHA-256 of its manifest; otherwise null. */
  readonly manifest: string | null;
}

/** Consecutive bytes of an item, as one file on a disc. */
export interface Piece {
  readonly disc: number;
  /** Index of the item. */
  readonly item: number;
  /** Where the piece begins in the item. */
  readonly offset: number;
  readonly bytes: number;
  /** Name of the file in `data/batches` or `data/receipts`. */
  readonly name: string;
}

/** One disc of a set. */
export interface Disc {
  readonly number: number;
  readonly kind: 'data' | 'spare';
  readonly contentBlocks: number;
  /** SHA-256 of the disc's table of runs and table of blocks, hex. */
  readonly runs: string;
  readonly blocks: string;
}

/** What a set is: signed by the sender, and on every disc at several places. Source: docs/media-format.md § Set description. */
export interface SetDescription {
  readonly format: typeof MEDIA_FORMAT;
  readonly id: string;
  readonly label: string | null;
  readonly createdAt: string;
  readonly sender: string;
  readonly recipient: string;
  readonly blockBytes: number;
  /** Blocks of a stripe within a disc. */
  readonly stripe: { readonly data: number; readonly parity: number };
  readonly discs: readonly Disc[];
  readonly items: readonly Item[];
  /** In the order of discs, and of their blocks on each. */
  readonly pieces: readonly Piece[];
  readonly producer: string;
}

const ITEM_NAME = /^[a-z0-9][a-z0-9-]{0,31}(?:\.[a-z0-9][a-z0-9-]{0,63}){1,5}$/;
const PIECE_NAME = /^[a-z0-9][a-z0-9-]{0,31}(?:\.[a-z0-9][a-z0-9-]{0,63}){1,6}$/;
const PRODUCER = /^[a-z0-9][a-z0-9-]{0,31}\/[0-9A-Za-z.+-]{1,32}$/;

const schema = closedObject({
  format: z.literal(MEDIA_FORMAT),
  id: uuidV7(),
  label: text(64).nullable(),
  createdAt: instant(),
  sender: name(),
  recipient: name(),
  blockBytes: safeInteger(SECTOR_BYTES, MAX_BLOCK_BYTES),
  stripe: closedObject({
    data: safeInteger(STRIPE_DATA, STRIPE_DATA),
    parity: safeInteger(0, limits.stripeParity),
  }),
  discs: list(
    closedObject({
      number: safeInteger(1, limits.discs),
      kind: choice(['data', 'spare']),
      contentBlocks: safeInteger(1, limits.blocks),
      runs: sha256Hex(),
      blocks: sha256Hex(),
    }),
    1,
    limits.discs,
  ),
  items: list(
    closedObject({
      kind: choice(['batch', 'receipt', 'receipt-signature']),
      name: string((value) => ITEM_NAME.test(value), 'text:160'),
      bytes: safeInteger(1, Number.MAX_SAFE_INTEGER),
      sha256: sha256Hex(),
      manifest: sha256Hex().nullable(),
    }),
    1,
    limits.items,
  ),
  pieces: list(
    closedObject({
      disc: safeInteger(1, limits.discs),
      item: safeInteger(0, limits.items - 1),
      offset: safeInteger(0, Number.MAX_SAFE_INTEGER),
      bytes: safeInteger(1, MAX_FILE_BYTES),
      name: string((value) => PIECE_NAME.test(value), 'text:200'),
    }),
    1,
    limits.pieces,
  ),
  producer: string((value) => PRODUCER.test(value), 'text:65'),
});

/** A set description is signed by the sender of what the set carries. Source: docs/media-format.md § Set description. */
export const setDocument: SignedDocumentKind<SetDescription> = defineDocument<SetDescription>(
  MEDIA_FORMAT,
  schema,
  { member: 'set.json', limit: limits.descriptionBytes },
  ({ sender, createdAt }) => ({ role: 'media', signer: sender, time: createdAt }),
);

/** The canonical bytes of a description. */
export const { encode: encodeDescription } = setDocument;

/**
 * Parses a description, and accepts only the bytes that `encodeDescription` writes. Throws the codes of core's
 * `parseDocument`, and `set-invalid` where its parts contradict one another.
 */
export function parseDescription(bytes: Uint8Array): SetDescription {
  const description = setDocument.parse(bytes);
  const field = findContradiction(description);
  if (field !== null) throw new MediaError('set-invalid', { field });
  return description;
}

/**
 * The field in which the parts of a description contradict one another, or null: a reader may rely on the rest.
 * Source: docs/media-format.md § Set description.
 */
function findContradiction(description: SetDescription): string | null {
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
  const fullest = data.reduce((most, { contentBlocks }) => Math.max(most, contentBlocks), 0);
  return (
    data.length > 0 &&
    discs.length - data.length <= limits.spareDiscs &&
    discs.every(({ number, kind }, index) => number === index + 1 && (kind === 'data') === index < data.length) &&
    discs.every(({ kind, contentBlocks }) => kind === 'data' || contentBlocks === fullest)
  );
}

function hasOrderlyItems({ items }: SetDescription): boolean {
  const names = new Set(items.map(({ name }) => name));
  return (
    names.size === items.length &&
    items.every(({ kind, manifest }) => (manifest !== null) === (kind === 'batch')) &&
    items.every(({ kind, bytes }) => bytes <= mostBytes[kind])
  );
}

/** Bytes of an item. Threat: a receipt of any length, which is read whole; a batch never is. */
const mostBytes: Readonly<Record<ItemKind, number>> = {
  batch: Number.MAX_SAFE_INTEGER,
  receipt: limits.receiptBytes,
  'receipt-signature': limits.signatureBytes,
};

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

/** Bytes of a set key. */
export const SET_KEY_BYTES = 16;

/**
 * The key by which everything that belongs to a set names it: the first 16 bytes of the SHA-256 of its description.
 * So nobody can pass another description off as that of the set. Source: docs/media-format.md § Index sectors.
 */
export function toSetKey(description: Uint8Array): string {
  return hash('sha256', description).slice(0, 2 * SET_KEY_BYTES);
}

/** The identifier of one disc, printed on its label too. */
export function discIdentifier({ id }: Pick<SetDescription, 'id'>, number: number): string {
  return `${id}-${String(number).padStart(2, '0')}`;
}
