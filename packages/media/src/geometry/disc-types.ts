import { MediaError } from '../errors/media-error.ts';
import { MAX_BLOCK_BYTES, SECTOR_BYTES } from './constants.ts';
import { limits } from './limits.ts';

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

/** How many whole sectors fit on a disc of that type, or on one of so many bytes. */
export function sectorsOfDisc(disc: DiscType | number): number {
  return typeof disc === 'number' ? Math.floor(disc / SECTOR_BYTES) : sectorsOf[disc];
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
