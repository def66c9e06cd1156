const MARK = [0xef, 0xbb, 0xbf];

/** The stream without the UTF-8 byte order mark with which some editors begin a file. A mark elsewhere stays. */
export async function* withoutByteOrderMark(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let matched: number | null = 0;
  for await (const piece of source) {
    if (matched === null) {
      yield piece;
      continue;
    }
    let position = 0;
    while (position < piece.length && matched < MARK.length && piece[position] === MARK[matched]) {
      position += 1;
      matched += 1;
    }
    if (position === piece.length && matched < MARK.length) continue;
    if (matched < MARK.length) yield new Uint8Array(MARK.slice(0, matched - position));
    yield piece.subarray(matched < MARK.length ? 0 : position);
    matched = null;
  }
  if (matched !== null && matched < MARK.length) yield new Uint8Array(MARK.slice(0, matched));
}
