import { allocateMemory, concatenate } from '../io/own-memory.ts';
import { limits } from '../limits.ts';

const NEWLINE = 0x0a;

/** What a run begins with: many batches have few records, and memory for a group would keep the garbage collector busy. */
const FIRST_BYTES = 65_536;

/** Collects record lines one at a time into a run, as long as a group, which is then added like a run of input. */
export class RecordRun {
  #bytes: Uint8Array = new Uint8Array();
  /** How much the next run begins with. */
  #length = FIRST_BYTES;
  #filled = 0;

  get isEmpty(): boolean {
    return this.#filled === 0;
  }

  /** Whether there is room for another line, given without its newline. */
  hasRoomFor(line: Uint8Array): boolean {
    return this.#filled + line.length < limits.groupLineBytes;
  }

  add(line: Uint8Array): void {
    this.#makeRoomFor(line.length + 1);
    this.#bytes.set(line, this.#filled);
    this.#filled += line.length;
    this.#bytes[this.#filled] = NEWLINE;
    this.#filled += 1;
  }

  #makeRoomFor(bytes: number): void {
    const needed = this.#filled + bytes;
    if (needed <= this.#bytes.length) return;
    while (this.#length < needed) this.#length *= 2;
    const memory = allocateMemory(this.#length);
    memory.set(this.#bytes.subarray(0, this.#filled));
    this.#bytes = memory;
  }

  /** The lines, each with its newline, in memory of their own; the next run begins. */
  take(): Uint8Array {
    const lines = this.#bytes.subarray(0, this.#filled);
    // Half a run and less would be copied each time that it changes threads.
    const taken = this.#filled * 2 > this.#bytes.length ? lines : concatenate([lines]);
    this.#bytes = new Uint8Array();
    this.#filled = 0;
    return taken;
  }
}
