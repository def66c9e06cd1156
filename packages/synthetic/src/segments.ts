import { createCipheriv, hash } from 'node:crypto';
import type { SharedFile } from './files.ts';
import type { Prng } from './prng.ts';

/** Bytes of a shared file that are kept as evidence. */
export interface SyntheticSegment {
  /** SHA-256 of `bytes`, lower-case hex. */
  readonly sha256: string;
  /** To be read only: several records may hold the same array. */
  readonly bytes: Uint8Array;
}

/** A segment, and from which byte of the file on it was kept. */
export interface LocatedSegment extends SyntheticSegment {
  readonly offset: number;
}

const BLOCK = 16;

/**
 * Draws `length` bytes (less where the file is shorter) from anywhere in the file. The content of a file is an AES-CTR
 * keystream named by the seed and its `contentId`: as incompressible as media, quick to make from any offset on, and
 * the same wherever and whenever the same part is drawn.
 */
export function drawSegment(seed: string, file: SharedFile, length: number, prng: Prng): LocatedSegment {
  const kept = Math.min(length, file.size);
  const block = prng.between(0, Math.floor((file.size - kept) / BLOCK));
  const bytes = fileContent(seed, file.contentId, block, kept);
  return { offset: block * BLOCK, sha256: hash('sha256', bytes), bytes };
}

function fileContent(seed: string, contentId: string, firstBlock: number, length: number): Uint8Array {
  const key = hash('sha256', `${seed}/content`, 'buffer');
  const counter = Buffer.from(contentId.padEnd(32, '0'), 'hex');
  counter.writeBigUInt64BE(BigInt(firstBlock), 8);
  const keystream = createCipheriv('aes-256-ctr', key, counter).update(new Uint8Array(length));
  return new Uint8Array(keystream.buffer, keystream.byteOffset, keystream.length);
}
