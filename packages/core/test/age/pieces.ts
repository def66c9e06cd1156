/** A source that gives the bytes in pieces of the given length. */
export async function* toPieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
}

/** Longer than a header and the first chunk of a payload, so that both and what is between them come byte by byte. */
const HEAD_BYTES = 67_000;
const TAIL_BYTES = 1_000;

/** A source that gives the bytes one by one; of a large file only the first and the last ones. */
export async function* toSingleBytes(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const tail = Math.max(bytes.length - TAIL_BYTES, HEAD_BYTES);
  yield* toPieces(bytes.subarray(0, HEAD_BYTES), 1);
  if (tail > HEAD_BYTES) yield bytes.subarray(HEAD_BYTES, tail);
  yield* toPieces(bytes.subarray(tail), 1);
}

/** Everything a source gives, in one piece. */
export async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
