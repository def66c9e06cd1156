import { hash } from 'node:crypto';

/** Bytes of a set key. */
export const SET_KEY_BYTES = 16;

/**
 * The key by which everything that belongs to a set names it: the first 16 bytes of the SHA-256 of its description.
 * So nobody can pass another description off as that of the set. Source: docs/media-format.md § Index sectors.
 */
export function toSetKey(description: Uint8Array): string {
  return hash('sha256', description).slice(0, 2 * SET_KEY_BYTES);
}
