import { ENTRY_BYTES } from '../coding/block-digests.ts';

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
