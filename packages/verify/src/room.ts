import type { Group } from '@scelle/core';

/** How much is under way at once, from when a group is examined until it was taken: many of lines, or one with attachments. */
export const MAX_BYTES_UNDER_WAY: number = 24 << 20;

/** Bytes that a group takes. */
export function bytesOf({ lines, attachments }: Group): number {
  return attachments.reduce((total, { bytes }) => total + bytes.length, lines.length);
}
