/** The members of the inner tar, in this order. Source: docs/format.md § Inner tar. */
export const SALT_KEY_MEMBER = 'salt.key';
export const CONTENT_DOCUMENT_MEMBER = 'batch.json';
export const ATTACHMENT_PREFIX = 'attachments/';

/** Mode of every member. */
export const MEMBER_MODE = 0o644;

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
