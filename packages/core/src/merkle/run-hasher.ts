import { HASH_BYTES } from './hash.ts';

/** As many hashes as the table of a hasher holds. */
export const TABLE_HASHES = 4_096;

/** Length of the table in bytes. */
export const TABLE_BYTES: number = TABLE_HASHES * HASH_BYTES;

/** Hashes lines into a table, and the table into nodes. It works for one run at a time. */
export interface RunHasher {
  /** The table: 32 bytes each. */
  readonly table: Uint8Array;
  /** The salt of the last leaf, until the next one. */
  readonly salt: Uint8Array;
  /** Takes the salt key, and lines; both are given up when what comes back is disposed of. */
  begin(saltKey: Uint8Array, lines: Uint8Array): Disposable;
  /** Puts the hash of leaf `index` at a place in the table: its content is bytes `start` to `end`. Leaves come in order. */
  hashLeaf(index: number, start: number, end: number, place: number): void;
  /** Puts the hashes of so many nodes at the start of the table, where their children begin at place 0 or 1. */
  hashNodes(nodes: number, children: number): void;
}
