import { randomBytes } from 'node:crypto';

/** Where secret random bytes come from: exactly `length` of them, unpredictable and never given twice. */
export type RandomSource = (length: number) => Uint8Array;

/** The random source of the operating system, which everything uses unless another is passed in. */
export function systemRandom(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length));
}
