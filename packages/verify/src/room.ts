import type { Group } from '@scelle/core';

/** How much is in memory at once of groups that are examined, or wait for their turn: many of lines, or one with attachments and the next. */
export const MAX_BYTES_UNDER_WAY: number = 24 << 20;

/** Bytes that a group takes. */
export function bytesOf({ lines, attachments }: Group): number {
  return attachments.reduce((total, { bytes }) => total + bytes.length, lines.length);
}
