import { toSystemCode } from '@scelle/core/internal';
import { SECTOR_BYTES } from '../format/geometry.ts';
import { type Extent, toMediumError } from './medium.ts';

/** Bytes of which some may be unreadable. */
export interface PatchyBytes {
  /** Zeros where a sector is unreadable. */
  readonly bytes: Uint8Array;
  /** Sectors that are unreadable, counted from the first byte; null where all are well. */
  readonly bad: ReadonlySet<number> | null;
}

/** How persistently a medium is read. */
export interface ReadPersistence {
  /** How often a sector is tried again. Default: 2. */
  readonly retries?: number;
}

/** The unit in which drives give up: 16 sectors of a DVD. */
const UNIT_BYTES = 16 * SECTOR_BYTES;

/** The drive is gone, and asking for every single sector of it would take for ever. */
const goneCodes = ['ENODEV', 'ENXIO', 'ENOMEDIUM', 'EBADF'];

/**
 * Reads as much of a range as can be read: what fails as a whole is read in ever smaller parts, single sectors several
 * times. `target` takes the bytes where it is as long. Throws `medium-unreadable` where the drive or file is gone.
 */
export async function readPastErrors(
  extent: Extent,
  position: number,
  length: number,
  { retries = 2 }: ReadPersistence = {},
  target?: Uint8Array,
): Promise<PatchyBytes> {
  const whole = await tryRead(extent, position, length, target);
  if (whole !== null) return { bytes: whole, bad: null };
  const bytes = new Uint8Array(length);
  const bad = new Set<number>();
  for (const unit of divide(0, length, UNIT_BYTES)) {
    const read = await tryRead(extent, position + unit.at, unit.length);
    if (read !== null) {
      bytes.set(read, unit.at);
      continue;
    }
    for (const sector of divide(unit.at, unit.length, SECTOR_BYTES)) {
      const one = await tryAgain(extent, position + sector.at, sector.length, retries);
      if (one === null) bad.add(sector.at / SECTOR_BYTES);
      else bytes.set(one, sector.at);
    }
  }
  return { bytes, bad: bad.size === 0 ? null : bad };
}

async function tryAgain(extent: Extent, position: number, length: number, retries: number): Promise<Uint8Array | null> {
  for (let attempt = 0; attempt <= retries; attempt += 1) {
    const read = await tryRead(extent, position, length);
    if (read !== null) return read;
  }
  return null;
}

async function tryRead(
  extent: Extent,
  position: number,
  length: number,
  target?: Uint8Array,
): Promise<Uint8Array | null> {
  try {
    return await extent.read(position, length, target);
  } catch (error) {
    const found = toSystemCode(error);
    if (found === null || goneCodes.includes(found)) throw toMediumError(error, extent.path);
    return null;
  }
}

function* divide(start: number, length: number, unit: number): Generator<{ at: number; length: number }, void> {
  for (let at = start; at < start + length; at += unit) yield { at, length: Math.min(unit, start + length - at) };
}
