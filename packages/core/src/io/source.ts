import { CoreError } from '../errors/core-error.ts';

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

/** Where a batch is written: positions may be written in any order, because the first header is written last. */
export interface Sink {
  /**
   * Writes all of `bytes` at `position`, counted from the start of the batch. The bytes are lent until the promise is
   * settled: a sink that keeps them must copy them.
   */
  write(position: number, bytes: Uint8Array): Promise<void>;
}

/** A source that holds a file open until it is closed; closing twice does no harm. Made for `await using`. */
export interface ClosableSource extends BatchSource, AsyncDisposable {
  close(): Promise<void>;
}

/**
 * Throws `source-truncated` unless the range lies within a source of `size` bytes; called before memory is taken.
 * `file` names the source in the message.
 */
export function checkRange(size: number, range: ByteRange, file?: string): void {
  const { start, end } = range;
  if (Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end && end <= size) return;
  throw new CoreError('source-truncated', { ...(file === undefined ? {} : { file }), found: size, expected: end });
}

const pieceLength = 1 << 20;

/** A source over bytes in memory. They are not copied, so the caller leaves them as they are. */
export function memorySource(bytes: Uint8Array): BatchSource {
  return {
    size: bytes.length,
    async read(offset: number, length: number): Promise<Uint8Array> {
      checkRange(bytes.length, { start: offset, end: offset + length });
      return bytes.slice(offset, offset + length);
    },
    async *stream(range: ByteRange): AsyncGenerator<Uint8Array> {
      checkRange(bytes.length, range);
      for (let at = range.start; at < range.end; at += pieceLength) {
        yield bytes.slice(at, Math.min(at + pieceLength, range.end));
      }
    },
  };
}

/**
 * The items of `source` in order, the next one being asked for while the caller works on the current one.
 * Leaving the loop early closes `source`.
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let next = ask(iterator);
  try {
    for (;;) {
      const result = await next;
      if (result.done) return;
      next = ask(iterator);
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function ask<T>(iterator: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const next = iterator.next();
  // A failure counts when its item is awaited. Until then, or if the caller leaves before, it is not "unhandled".
  next.catch(() => undefined);
  return next;
}
