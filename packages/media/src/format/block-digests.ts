import { hash } from 'node:crypto';
import { SECTOR_BYTES } from './geometry.ts';

/** Bytes of the entry of a block in the table of blocks. */
export const ENTRY_BYTES = 8;

/** What is kept of a run of at most 1 MiB of a file: its SHA-256, and the entries of its blocks. */
export interface RunDigests {
  readonly digest: Uint8Array;
  readonly entries: Uint8Array;
}

/** Digests of a run, whose last block may be short. Source: docs/media-format.md § Tables. */
export function digestRun(run: Uint8Array, blockBytes: number): RunDigests {
  const entries = new Uint8Array(ENTRY_BYTES * Math.ceil(run.length / blockBytes));
  for (let at = 0, index = 0; at < run.length; at += blockBytes, index += 1) {
    entries.set(digestBlock(run.subarray(at, at + blockBytes)), index * ENTRY_BYTES);
  }
  return { digest: digestBytes(run), entries };
}

/**
 * The entry of a block: four bytes of the SHA-256 of its first sector, by which it is found wherever it lies, and four
 * of that of the whole block, both filled up with zeros to whole sectors, as they lie on a disc.
 */
export function digestBlock(block: Uint8Array): Uint8Array {
  const sectors = toWholeSectors(block);
  const first = digestBytes(sectors.subarray(0, SECTOR_BYTES));
  if (sectors.length === SECTOR_BYTES) return first.subarray(0, ENTRY_BYTES);
  const whole = digestBytes(sectors);
  return Uint8Array.from([...first.subarray(0, 4), ...whole.subarray(4, ENTRY_BYTES)]);
}

/** SHA-256. */
export function digestBytes(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

function toWholeSectors(block: Uint8Array): Uint8Array {
  const excess = block.length % SECTOR_BYTES;
  if (excess === 0) return block;
  const padded = new Uint8Array(block.length + SECTOR_BYTES - excess);
  padded.set(block);
  return padded;
}

/** A block that is supplied again, and how it is known. */
export interface SuppliedBlock {
  readonly block: number;
  readonly entry: Uint8Array;
}

const SUPPLY_BYTES = 16;
const ENTRY_AT = 8;

/** The section that names the blocks of one disc in a re-supply. Source: docs/media-format.md § Re-supply. */
export function encodeSupply(blocks: readonly SuppliedBlock[]): Uint8Array {
  const bytes = new Uint8Array(blocks.length * SUPPLY_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [index, { block, entry }] of blocks.entries()) {
    view.setUint32(index * SUPPLY_BYTES, block);
    bytes.set(entry, index * SUPPLY_BYTES + ENTRY_AT);
  }
  return bytes;
}

/** The blocks that a part of such a section names. */
export function parseSupply(payload: Uint8Array): readonly SuppliedBlock[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  return Array.from({ length: Math.floor(payload.length / SUPPLY_BYTES) }, (_, index) => {
    const at = index * SUPPLY_BYTES;
    return { block: view.getUint32(at), entry: payload.subarray(at + ENTRY_AT, at + ENTRY_AT + ENTRY_BYTES) };
  });
}
