import { concatenate } from '../io/own-memory.ts';
import { blockLength, encodeHeader, type MemberHeader, readHeader, writeChecksum } from './ustar-header.ts';

/** The members of the inner tar, in this order. Source: docs/format.md § Inner tar. */
export const SALT_KEY_MEMBER = 'salt.key';
export const CONTENT_DOCUMENT_MEMBER = 'batch.json';
export const ATTACHMENT_PREFIX = 'attachments/';

/** Mode of every member. */
const MEMBER_MODE = 0o644;

/** Length in bytes of a header, and the unit to which members are padded. */
export const BLOCK_BYTES = 512;

/** Length in bytes of the two zero blocks that end a tar. */
export const END_MARK_BYTES = 1_024;

/** Name of the member that holds the record lines of a group, counted from 0. */
export function recordsMember(group: number): string {
  return `records/${String(group).padStart(6, '0')}.jsonl`;
}

/** Name of the member that holds an attachment, from its SHA-256 in hex. */
export function attachmentMember(sha256: string): string {
  return `${ATTACHMENT_PREFIX}${sha256}`;
}

/** Bytes that a member of `size` bytes takes in the tar: header, content, padding. */
export function memberBytes(size: number): number {
  return BLOCK_BYTES + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
}

/** A member of the inner tar, whole. */
export interface Member {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The members as a run of tar blocks, without the blocks that end a tar: runs may be joined. */
export async function encodeMembers(members: readonly Member[]): Promise<Uint8Array> {
  return concatenate(await encodePieces(members));
}

/** The same in pieces; the content of a member is a piece, and not copied. */
export async function encodePieces(members: readonly Member[]): Promise<readonly Uint8Array[]> {
  // When it is needed, and not before: bundlers leave a `require` in it, with which a bundle that only verifies must not begin.
  const { pack } = await import('tar-stream');
  const tar = pack();
  for (const { name, bytes } of members) {
    tar.entry({ name, mode: MEMBER_MODE, mtime: new Date(0) }, bytes);
  }
  tar.finalize();
  const pieces: Uint8Array[] = [];
  for await (const piece of tar as AsyncIterable<Uint8Array>) pieces.push(piece);
  const end = pieces.pop();
  if (end?.length !== END_MARK_BYTES) throw new Error('tar-stream ends a tar otherwise than it did.');
  return pieces;
}

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
