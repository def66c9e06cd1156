/**
 * Memory of one length, which is used again: a disc has thousands of pieces, and to give each memory of its own would
 * take the garbage collector longer than it takes to hash them. What is in it is whatever was there before.
 */
export class UsedMemory {
  readonly #length: number;
  readonly #free: Uint8Array[] = [];

  constructor(length: number) {
    this.#length = length;
  }

  /** Memory of `length` bytes. */
  take(length: number): Uint8Array {
    return (length === this.#length ? this.#free.pop() : undefined) ?? Buffer.allocUnsafeSlow(length);
  }

  /** Takes memory back that nobody uses any more. */
  give(bytes: Uint8Array): void {
    if (bytes.length === this.#length) this.#free.push(bytes);
  }
}
