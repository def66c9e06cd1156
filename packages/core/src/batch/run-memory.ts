import { limits } from '../limits.ts';

/**
 * Memory of its own for a run, by default as long as a group. It is not zero: whoever fills it gives away only what was
 * filled.
 */
export function createRunMemory(length: number = limits.groupLineBytes): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
}
