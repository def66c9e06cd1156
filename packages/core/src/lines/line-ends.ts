const NEWLINE = 0x0a;

/** Number of lines. */
export function countLines(lines: Uint8Array): number {
  return findLineEnds(lines).length;
}

/** Where each line ends, behind its newline. Bytes behind the last newline belong to no line. */
export function findLineEnds(lines: Uint8Array): Uint32Array {
  // Five times as fast as the same of `Uint8Array`.
  const buffer = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  const ends: number[] = [];
  for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, end + 1)) ends.push(end + 1);
  return new Uint32Array(ends);
}

/** The lines without their newlines; they share the memory of the whole. */
export function* splitLines(lines: Uint8Array): Generator<Uint8Array, void> {
  let start = 0;
  for (const end of findLineEnds(lines)) {
    yield lines.subarray(start, end - 1);
    start = end;
  }
}
