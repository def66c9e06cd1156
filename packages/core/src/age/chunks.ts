/**
 * Cuts pieces of any length into chunks of a fixed one. A full chunk is held back until a further byte follows,
 * because the last chunk, full or not, is sealed differently. Chunks that lie within one piece are not copied.
 */
export class ChunkCutter {
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
