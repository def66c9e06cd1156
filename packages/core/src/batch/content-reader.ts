/**
 * Reads a stream of pieces in lengths of its own. A piece is used only until the next one is asked for: what is read is
 * copied, but for a view that is valid until the next call.
 */
export class ContentReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();
  #position = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#position;
  }

  /** Fills `target`, as far as there are bytes, and gives how many there were. */
  async readInto(target: Uint8Array): Promise<number> {
    let filled = 0;
    while (filled < target.length) {
      const view = await this.view(target.length - filled);
      if (view.length === 0) break;
      target.set(view, filled);
      filled += view.length;
    }
    return filled;
  }

  /** The next bytes, at most `length` of them; none only at the end. They are valid until the next call. */
  async view(length: number): Promise<Uint8Array> {
    while (this.#piece.length === 0) {
      const next = await this.#pieces.next();
      if (next.done) return this.#piece;
      this.#piece = next.value;
    }
    const view = this.#piece.subarray(0, length);
    this.#piece = this.#piece.subarray(view.length);
    this.#position += view.length;
    return view;
  }

  /** Tells the source that no more will be read. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}
