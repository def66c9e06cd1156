import { HASH_BYTES, hashLeaf, hashNode } from './hash.ts';
import { type RunHasher, TABLE_BYTES } from './run-hasher.ts';
import { leafSalt } from './salts.ts';

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
