import { limits } from './limits.ts';

/** Memory of its own for a run, as long as a group. It is not zero: whoever fills it gives away only what was filled. */
export function createRunMemory(): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(limits.groupLineBytes).buffer);
}
