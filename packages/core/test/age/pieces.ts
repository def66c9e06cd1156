/** A source that gives the bytes in pieces of the given length. */
export async function* toPieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
}

/** A source that gives the bytes one by one; of a large file only the first and the last 80,000 of them. */
export async function* toSingleBytes(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const tail = Math.max(bytes.length - 80_000, 80_000);
  yield* toPieces(bytes.subarray(0, 80_000), 1);
  if (tail > 80_000) yield bytes.subarray(80_000, tail);
  yield* toPieces(bytes.subarray(tail), 1);
}

/** Everything a source gives, in one piece. */
export async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}
