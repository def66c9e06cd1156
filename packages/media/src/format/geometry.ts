import { limits as coreLimits } from '@scelle/core';
import { checkIntegers } from '@scelle/core/internal';
import { MediaError } from '../errors/media-error.ts';

/** Bytes of a sector: what optical drives read, and what ISO 9660 aligns files to. Source: docs/media-format.md § Conventions. */
export const SECTOR_BYTES = 2_048;

/** The longest block, in bytes (64 KiB). */
export const MAX_BLOCK_BYTES = 65_536;

/** The longest file on a disc, in bytes (1 GiB). Every block length divides it. */
export const MAX_FILE_BYTES = 1_073_741_824;

/** Bytes of a run: the length over which a SHA-256 is kept (1 MiB). Every block length divides it. */
export const RUN_BYTES = 1_048_576;

/** Data blocks of a stripe within a disc. */
export const STRIPE_DATA = 40;

/** How many copies of the index a disc carries, and how often the head stands in each. Source: docs/media-format.md § A disc. */
export const INDEX_COPIES = 3;
export const HEADS_PER_COPY = 2;

/** The limits of docs/media-format.md § Limits, checked before memory is taken. */
export const limits = {
  /** Discs of a set, spare ones included. */
  discs: 200,
  spareDiscs: 50,
  /** Batches and receipts of a set, and the pieces into which they are cut. */
  items: 10_000,
  pieces: 20_000,
  /** Blocks of the content of one disc, and of its parity. */
  blocks: 4_194_304,
  /** Bytes of the set description (16 MiB), and of its signature (4 KiB). */
  descriptionBytes: 16_777_216,
  signatureBytes: 4_096,
  /** Bytes of a receipt that travels as an item: those of any that is valid. */
  receiptBytes: coreLimits.receiptBytes,
  /** Parity blocks of a stripe, for 40 data blocks. */
  stripeParity: 80,
  /** Files of a folder that are looked at. */
  files: 20_000,
  /** Sets that are told apart at once, and bytes of the index of each that are held (96 MiB). */
  sets: 8,
  indexBytes: 100_663_296,
} as const;

/**
 * How the blocks of a disc form stripes. Stripe *s* of *S* holds the content blocks s, s + S, s + 2S, …, so that
 * consecutive blocks lie in different stripes and a scratch takes few of each. Parity row *j* of stripe *s* is parity
 * block j·S + s. Source: docs/media-format.md § Blocks and stripes.
 */
export interface StripeLayout {
  readonly stripes: number;
  /** Data and parity blocks of each stripe. */
  readonly data: number;
  readonly parity: number;
  readonly contentBlocks: number;
  readonly parityBlocks: number;
}

/** The stripes of a disc with so many content blocks and parity rows. */
export function layOutStripes(contentBlocks: number, parity: number): StripeLayout {
  const stripes = Math.ceil(contentBlocks / STRIPE_DATA);
  return { stripes, data: STRIPE_DATA, parity, contentBlocks, parityBlocks: stripes * parity };
}

/** Parity rows for a share such as 0.15 of the data, rounded up. */
export function toParityRows(share: number): number {
  return Math.ceil(Number((share * STRIPE_DATA).toFixed(6)));
}

/** The discs that are known by name. */
export type DiscType = 'cd' | 'dvd' | 'dvd-dl' | 'bd' | 'bd-dl' | 'usb';

/** Usable sectors of each; for Blu-ray with defect management on, for a stick the least that is sold as 16 GB. */
const sectorsOf: Readonly<Record<DiscType, number>> = {
  cd: 359_424,
  dvd: 2_295_104,
  'dvd-dl': 4_171_712,
  bd: 11_826_176,
  'bd-dl': 23_652_352,
  usb: 7_500_000,
};

/** The names of the discs, in the order in which they are offered. */
export const discTypes: readonly DiscType[] = Object.keys(sectorsOf) as DiscType[];

/** How many whole sectors fit on a disc of that type, or on one of so many bytes. Throws `option-invalid`. */
export function sectorsOfDisc(disc: DiscType | number): number {
  if (typeof disc !== 'number') return sectorsOf[disc];
  checkIntegers({ disc }, { disc: [1, Number.MAX_SAFE_INTEGER] });
  return Math.floor(disc / SECTOR_BYTES);
}

/**
 * The block length for discs of so many sectors: one sector where the disc is small, so that a bad sector costs no more
 * than itself; larger ones on large discs, whose tables must fit in memory. Throws `disc-too-large`.
 * Source: docs/media-format.md § Blocks and stripes.
 */
export function chooseBlockBytes(sectors: number): number {
  let blockBytes = SECTOR_BYTES;
  while (sectors > limits.blocks * (blockBytes / SECTOR_BYTES)) blockBytes *= 2;
  if (blockBytes > MAX_BLOCK_BYTES) {
    throw new MediaError('disc-too-large', { found: sectors * SECTOR_BYTES, limit: limits.blocks * MAX_BLOCK_BYTES });
  }
  return blockBytes;
}
