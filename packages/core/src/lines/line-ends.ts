const NEWLINE = 0x0a;

/** Number of lines. */
export function countLines(lines: Uint8Array): number {
  let count = 0;
  for (let at = lines.indexOf(NEWLINE); at !== -1; at = lines.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

/** Where each line ends, behind its newline. Bytes behind the last newline belong to no line. */
export function findLineEnds(lines: Uint8Array): Uint32Array {
  const ends: number[] = [];
  for (let end = lines.indexOf(NEWLINE); end !== -1; end = lines.indexOf(NEWLINE, end + 1)) ends.push(end + 1);
  return Uint32Array.from(ends);
}

/** The lines without their newlines; they share the memory of the whole. */
export function* splitLines(lines: Uint8Array): Generator<Uint8Array, void> {
  let start = 0;
  for (let end = lines.indexOf(NEWLINE); end !== -1; end = lines.indexOf(NEWLINE, start)) {
    yield lines.subarray(start, end);
    start = end + 1;
  }
}
