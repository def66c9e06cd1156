import { leafSalt } from './salts.ts';
import { HASH_BYTES, hashLeaf, hashNode } from './tree.ts';

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

const nothing = new Uint8Array();

/** Hashes with libsodium and OpenSSL alone. */
export class PlainHasher implements RunHasher {
  readonly table: Uint8Array = new Uint8Array(TABLE_BYTES);
  salt: Uint8Array = nothing;
  #saltKey: Uint8Array = nothing;
  #lines: Uint8Array = nothing;

  begin(saltKey: Uint8Array, lines: Uint8Array): Disposable {
    this.#saltKey = saltKey;
    this.#lines = lines;
    return { [Symbol.dispose]: () => this.begin(nothing, nothing) };
  }

  hashLeaf(index: number, start: number, end: number, place: number): void {
    this.salt = leafSalt(this.#saltKey, index);
    this.table.set(hashLeaf(this.salt, this.#lines.subarray(start, end)), HASH_BYTES * place);
  }

  hashNodes(nodes: number, children: number): void {
    for (let node = 0; node < nodes; node += 1) {
      const left = children + 2 * node;
      this.table.set(hashNode(this.#hashAt(left), this.#hashAt(left + 1)), HASH_BYTES * node);
    }
  }

  #hashAt(place: number): Uint8Array {
    return this.table.subarray(HASH_BYTES * place, HASH_BYTES * (place + 1));
  }
}
