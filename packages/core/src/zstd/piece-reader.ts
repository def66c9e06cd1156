/** Takes pieces from a stream, of which one can be given back in part. */
export class PieceReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** The next piece, never empty; null at the end. */
  async next(): Promise<Uint8Array | null> {
    while (this.#rest.length === 0) {
      const result = await this.#iterator.next();
      if (result.done) return null;
      this.#rest = result.value;
    }
    const piece = this.#rest;
    this.#rest = new Uint8Array(0);
    return piece;
  }

  /** Makes the bytes the next ones to be read. They are the end of the piece read last. */
  giveBack(rest: Uint8Array): void {
    this.#rest = rest;
  }

  /** Whether no byte follows. */
  async isAtEnd(): Promise<boolean> {
    const piece = await this.next();
    if (piece !== null) this.giveBack(piece);
    return piece === null;
  }

  /** Tells the source that no more will be read. */
  async close(): Promise<void> {
    await this.#iterator.return?.();
  }
}
