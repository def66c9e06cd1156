/** Takes pieces from a stream, which can be given back. */
export class PieceReader {
  readonly #iterator: AsyncIterator<Uint8Array>;
  /** What was given back; the last is the first to be read. */
  readonly #given: Uint8Array[] = [];

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  /** The next piece, never empty; null at the end. */
  async next(): Promise<Uint8Array | null> {
    for (;;) {
      const given = this.#given.pop();
      if (given !== undefined) return given;
      const result = await this.#iterator.next();
      if (result.done) return null;
      this.giveBack(result.value);
    }
  }

  /** Makes the bytes the next ones to be read. */
  giveBack(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#given.push(bytes);
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
