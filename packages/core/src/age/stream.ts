import { CoreError } from '../errors/core-error.ts';
import { allocateMemory } from '../io/own-memory.ts';
import { type Aead, NONCE_BYTES, TAG_BYTES } from './aead.ts';

/**
 * Cuts pieces of any length into chunks of a fixed one. A full chunk is held back until a further byte follows,
 * because the last chunk, full or not, is encrypted differently. Chunks that lie within one piece are not copied.
 */
class ChunkCutter {
  readonly #held: Uint8Array;
  #length = 0;

  constructor(chunkBytes: number) {
    this.#held = new Uint8Array(chunkBytes);
  }

  /** Full chunks that are certainly not the last. Each is a view that is valid until the next one is asked for. */
  *push(piece: Uint8Array): Generator<Uint8Array> {
    const size = this.#held.length;
    let position = 0;
    if (this.#length > 0) {
      position = Math.min(size - this.#length, piece.length);
      this.#hold(piece.subarray(0, position));
      if (position === piece.length) return;
      this.#length = 0;
      yield this.#held;
    }
    for (; piece.length - position > size; position += size) yield piece.subarray(position, position + size);
    this.#hold(piece.subarray(position));
  }

  /** How many full chunks `push` would give for a piece of this length. */
  count(pieceBytes: number): number {
    return Math.max(Math.ceil((this.#length + pieceBytes) / this.#held.length) - 1, 0);
  }

  /** What is left when everything was pushed: the last chunk, empty only if nothing was pushed at all. */
  last(): Uint8Array {
    return this.#held.subarray(0, this.#length);
  }

  #hold(bytes: Uint8Array): void {
    this.#held.set(bytes, this.#length);
    this.#length += bytes.length;
  }
}

/** Bytes of plaintext in every chunk but the last (age.md § Payload). */
const CHUNK_BYTES = 65_536;

const ENCRYPTED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/** Encrypts a payload piece by piece into STREAM chunks. */
export class PayloadEncryption {
  readonly #aead: Aead;
  readonly #cutter = new ChunkCutter(CHUNK_BYTES);
  #index = 0;

  constructor(aead: Aead) {
    this.#aead = aead;
  }

  /** The encrypted chunks that became complete, in one piece; empty where none did. */
  push(plaintext: Uint8Array): Uint8Array {
    const ciphertext = allocateMemory(this.#cutter.count(plaintext.length) * ENCRYPTED_CHUNK_BYTES);
    let position = 0;
    for (const chunk of this.#cutter.push(plaintext)) {
      const target = ciphertext.subarray(position, position + ENCRYPTED_CHUNK_BYTES);
      this.#aead.encrypt(toNonce(this.#index, 'more'), chunk, target);
      this.#index += 1;
      position += ENCRYPTED_CHUNK_BYTES;
    }
    return ciphertext;
  }

  /** The final chunk. Nothing may be pushed afterwards. */
  finish(): Uint8Array {
    const chunk = this.#cutter.last();
    const ciphertext = allocateMemory(chunk.length + TAG_BYTES);
    this.#aead.encrypt(toNonce(this.#index, 'final'), chunk, ciphertext);
    return ciphertext;
  }
}

/** Decrypts a payload piece by piece. No byte leaves it that was not authenticated together with its place. */
export class PayloadDecryption {
  readonly #aead: Aead;
  readonly #cutter = new ChunkCutter(ENCRYPTED_CHUNK_BYTES);
  #index = 0;

  constructor(aead: Aead) {
    this.#aead = aead;
  }

  /** The plaintext of each chunk that became complete. Throws `age-chunk-invalid` or `age-trailing-data`. */
  *push(ciphertext: Uint8Array): Generator<Uint8Array> {
    for (const chunk of this.#cutter.push(ciphertext)) {
      const plaintext = this.#open(chunk, 'more');
      // What is genuine is given before a refusal, as every age tool does: a final chunk that something follows, too.
      yield plaintext ?? this.#open(chunk, 'final') ?? this.#refuse('age-chunk-invalid');
      if (plaintext === null) this.#refuse('age-trailing-data');
      this.#index += 1;
    }
  }

  /**
   * The plaintext of the final chunk, which is empty only if the whole payload is. Throws `age-truncated`,
   * `age-chunk-invalid` or `age-final-chunk-empty`.
   */
  *finish(): Generator<Uint8Array> {
    const chunk = this.#cutter.last();
    const plaintext = this.#open(chunk, 'final');
    if (plaintext?.length === 0 && this.#index > 0) this.#refuse('age-final-chunk-empty');
    if (plaintext !== null) return yield plaintext;
    if (chunk.length < TAG_BYTES) this.#refuse('age-truncated');
    if (chunk.length < ENCRYPTED_CHUNK_BYTES) this.#refuse('age-chunk-invalid');
    // A cut between two chunks: this one is genuine, and another should follow.
    yield this.#open(chunk, 'more') ?? this.#refuse('age-chunk-invalid');
    this.#refuse('age-truncated');
  }

  #open(chunk: Uint8Array, place: ChunkPlace): Uint8Array | null {
    return this.#aead.decrypt(toNonce(this.#index, place), chunk);
  }

  #refuse(code: PayloadErrorCode): never {
    throw new CoreError(code, { index: this.#index });
  }
}

/** Bytes of an encrypted payload, without its nonce. */
export function encryptedPayloadBytes(plaintextBytes: number): number {
  return plaintextBytes + TAG_BYTES * Math.max(Math.ceil(plaintextBytes / CHUNK_BYTES), 1);
}

/** Whether more chunks follow. */
type ChunkPlace = 'more' | 'final';

type PayloadErrorCode = 'age-chunk-invalid' | 'age-final-chunk-empty' | 'age-trailing-data' | 'age-truncated';

/** An 11-byte big-endian counter and the flag of the final chunk (age.md § Payload). */
function toNonce(index: number, place: ChunkPlace): Uint8Array {
  const nonce = new Uint8Array(NONCE_BYTES);
  new DataView(nonce.buffer).setBigUint64(3, BigInt(index));
  nonce[NONCE_BYTES - 1] = place === 'final' ? 1 : 0;
  return nonce;
}
