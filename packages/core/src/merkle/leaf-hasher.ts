import { hash } from 'node:crypto';
import { limits } from '../batch/limits.ts';
import { sodium } from '../sodium.ts';
import { HASH_BYTES } from './hash.ts';
import { SALT_BYTES, SALT_KEY_BYTES } from './salts.ts';

/** The function of libsodium itself: its wrapper allocates, copies and frees at each call, which takes twice as long. */
interface RawSodium {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  _crypto_generichash(
    out: number,
    outBytes: number,
    input: number,
    low: number,
    high: number,
    key: number,
    keyBytes: number,
  ): number;
}

const INDEX_BYTES = 8;
const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;
const CONTENT_OFFSET = 1 + SALT_BYTES;

/**
 * Hashes leaves and nodes of one batch with memory that is allocated once. Hashes are strings of 32 Latin-1 characters:
 * the fastest form that `crypto.hash` gives and a buffer takes. It gives what `hashLeaf`, `hashNode` and `leafSalt`
 * give; a test holds them against each other. Source: RFC 9162 § 2.1.1; docs/format.md § Merkle tree.
 */
export class LeafHasher implements Disposable {
  readonly #raw = (sodium as unknown as { readonly libsodium: RawSodium }).libsodium;
  readonly #memory: number;
  readonly #leaf = Buffer.alloc(CONTENT_OFFSET + limits.contentDocumentBytes);
  readonly #node = Buffer.alloc(1 + 2 * HASH_BYTES);

  constructor(saltKey: Uint8Array) {
    this.#memory = this.#raw._malloc(SALT_KEY_BYTES + INDEX_BYTES + SALT_BYTES);
    this.#raw.HEAPU8.set(saltKey, this.#memory);
    this.#leaf[0] = LEAF_PREFIX;
    this.#node[0] = NODE_PREFIX;
  }

  /** The salt of the leaf that was hashed last; valid until the next one. */
  get salt(): Uint8Array {
    return this.#leaf.subarray(1, CONTENT_OFFSET);
  }

  /** The hash of leaf `index`, whose content is bytes `start` to `end`. */
  hashLeaf(index: number, bytes: Uint8Array, start: number, end: number): string {
    this.#writeSalt(index);
    this.#leaf.set(bytes.subarray(start, end), CONTENT_OFFSET);
    return hash('sha256', this.#leaf.subarray(0, CONTENT_OFFSET + end - start), 'binary');
  }

  /** The hash of an inner node. */
  hashNode(left: string, right: string): string {
    this.#node.write(left, 1, 'latin1');
    this.#node.write(right, 1 + HASH_BYTES, 'latin1');
    return hash('sha256', this.#node, 'binary');
  }

  /** Wipes the salt key from memory. */
  [Symbol.dispose](): void {
    this.#raw.HEAPU8.fill(0, this.#memory, this.#memory + SALT_KEY_BYTES);
    this.#raw._free(this.#memory);
  }

  #writeSalt(index: number): void {
    const key = this.#memory;
    const input = key + SALT_KEY_BYTES;
    const out = input + INDEX_BYTES;
    const heap = this.#raw.HEAPU8;
    // Indices stay below 2^53: the high word is what is left above 2^32.
    writeWord(heap, input, Math.floor(index / 0x1_0000_0000));
    writeWord(heap, input + 4, index >>> 0);
    this.#raw._crypto_generichash(out, SALT_BYTES, input, INDEX_BYTES, 0, key, SALT_KEY_BYTES);
    for (let offset = 0; offset < SALT_BYTES; offset++) this.#leaf[1 + offset] = heap[out + offset]!;
  }
}

/** A 32-bit big-endian word. */
function writeWord(bytes: Uint8Array, offset: number, word: number): void {
  bytes[offset] = word >>> 24;
  bytes[offset + 1] = word >>> 16;
  bytes[offset + 2] = word >>> 8;
  bytes[offset + 3] = word;
}
