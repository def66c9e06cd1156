/** A part of a source: bytes `start` (included) to `end` (excluded). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Random access to the bytes of a batch: a file, a set of discs or a buffer stands behind it. */
export interface BatchSource {
  /** Length in bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`. Throws `source-truncated` where the source ends before. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** The bytes of the range in order, in pieces of any length; each piece is the caller's to keep. */
  stream(range: ByteRange): AsyncIterable<Uint8Array>;
  /**
   * The same, in memory that is used again: each piece is only lent until the next is asked for. A source may lack it;
   * use `lendPieces`.
   */
  lend?(range: ByteRange): AsyncIterable<Uint8Array>;
}

/** The bytes of the range in order, for one who looks at each piece and keeps none: it is lent until the next is asked for. */
export function lendPieces(source: BatchSource, range: ByteRange): AsyncIterable<Uint8Array> {
  return source.lend?.(range) ?? source.stream(range);
}
