import { type BatchSource, type ByteRange, lendPieces } from './source.ts';

/** What a call takes that waits for somebody else, such as a key management service. */
export interface AbortOptions {
  /** Ends the wait: what is thrown then is its reason. */
  readonly signal?: AbortSignal;
}

/**
 * What the call gives, unless the signal comes first: then its reason is thrown at once, and what the call comes to later
 * counts no more. For calls that hold nothing open.
 */
export async function orAborted<T>(call: () => T | Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return call();
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([call(), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The same pieces, until the signal comes: then its reason is thrown in the place of the next one. */
export async function* untilAborted<Piece>(
  pieces: AsyncIterable<Piece>,
  signal: AbortSignal,
): AsyncGenerator<Piece, void> {
  for await (const piece of pieces) {
    signal.throwIfAborted();
    yield piece;
  }
  signal.throwIfAborted();
}

/** The same source, until the signal comes: then its reason is thrown by the next read. */
export function abortableSource(source: BatchSource, signal: AbortSignal | undefined): BatchSource {
  if (signal === undefined) return source;
  return {
    size: source.size,
    read: async (offset, length) => {
      signal.throwIfAborted();
      return source.read(offset, length);
    },
    stream: (range: ByteRange) => untilAborted(source.stream(range), signal),
    lend: (range: ByteRange) => untilAborted(lendPieces(source, range), signal),
  };
}
