import { blockLength, encodeHeader, type MemberHeader, readHeader, writeChecksum } from '../container/ustar-header.ts';

/** The numeric fields but for the size: where they begin, and their digits. */
const shortFields = [100, 108, 116, 329, 337];
const SHORT_DIGITS = 6;
/** Size and time of modification. */
const longFields = [124, 136];
const LONG_DIGITS = 11;
const SPACE = 0x20;

/**
 * The member that a header block of the inner tar announces, or null where the block is not, to the byte, one of the two
 * forms in which writers put the same header: that of the outer container, or the one of tar-stream, which ends numbers
 * with a space. Threat: numbers that one reader takes for octal and another for base 64, names behind a NUL, prefixes:
 * every liberty in a header is a way to show other records to another tool. Source: docs/format.md § Inner tar.
 */
export function parseInnerHeader(block: Uint8Array): MemberHeader | null {
  const header = readHeader(block);
  if (header === null) return null;
  const outer = encodeHeader(header);
  const isKnown = Buffer.compare(outer, block) === 0 || Buffer.compare(withSpaces(outer), block) === 0;
  return isKnown ? header : null;
}

/** The same header as tar-stream writes it. */
function withSpaces(outer: Uint8Array): Uint8Array {
  const block = outer.slice(0, blockLength);
  for (const at of shortFields) {
    block.copyWithin(at, at + 1, at + 1 + SHORT_DIGITS);
    block[at + SHORT_DIGITS] = SPACE;
    block[at + SHORT_DIGITS + 1] = 0;
  }
  for (const at of longFields) block[at + LONG_DIGITS] = SPACE;
  writeChecksum(block, ' \0');
  return block;
}
