/** All pieces of a stream as one; each may be lent only until the next is asked for. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const collected: Uint8Array[] = [];
  for await (const piece of pieces) collected.push(new Uint8Array(piece));
  return new Uint8Array(Buffer.concat(collected));
}

/** The bytes as a stream of pieces of `length` bytes. */
export async function* cut(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
