const NEWLINE = 0x0a;

/** Where each line ends, behind its newline. Bytes behind the last newline belong to no line. */
export function findLineEnds(lines: Uint8Array): Uint32Array {
  const ends: number[] = [];
  for (let end = lines.indexOf(NEWLINE); end !== -1; end = lines.indexOf(NEWLINE, end + 1)) ends.push(end + 1);
  return Uint32Array.from(ends);
}
