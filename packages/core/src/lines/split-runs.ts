import { allocateMemory } from '../io/own-memory.ts';
import { limits } from '../limits.ts';

const NEWLINE = 0x0a;

/** One byte for a carriage return, and one by which a reader sees that the line is too long. */
const KEPT_BYTES = limits.recordLineBytes + 2;

/**
 * Divides a stream into runs of whole lines, each line with its newline (LF): as many as fit into a group. Where all are
 * canonical, and nothing is refused, each run becomes a group without being copied again. The last line gets a newline
 * where it has none. Of a line of any length no more is kept than `record-line-too-long` needs. Each run has memory of
 * its own.
 */
export async function* splitRuns(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let run = new OpenRun(new Uint8Array());
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      at += run.take(piece.subarray(at));
      if (!run.isFull) continue;
      const full = run;
      // Copied before the run is given away, and its memory with it.
      run = new OpenRun(full.rest);
      yield full.lines;
    }
  }
  if (run.isEmpty) return;
  run.end();
  yield run.lines;
}

/** A run that is being filled. */
class OpenRun {
  readonly #bytes = allocateMemory(limits.groupLineBytes);
  #filled = 0;
  /** Where the last line that is whole ends. */
  #end = 0;

  constructor(begun: Uint8Array) {
    this.#append(begun);
  }

  get isEmpty(): boolean {
    return this.#filled === 0;
  }

  get isFull(): boolean {
    return this.#filled === this.#bytes.length;
  }

  /** The whole lines. */
  get lines(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  /** The line that is begun. */
  get rest(): Uint8Array {
    return this.#bytes.subarray(this.#end, this.#filled);
  }

  /** Takes as many bytes as there is room for, and gives their number. */
  take(bytes: Uint8Array): number {
    const part = bytes.subarray(0, this.#bytes.length - this.#filled);
    const first = part.indexOf(NEWLINE);
    if (first === -1) {
      this.#keep(part);
      return part.length;
    }
    const end = part.lastIndexOf(NEWLINE) + 1;
    this.#keep(part.subarray(0, first));
    this.#append(part.subarray(first, end));
    this.#end = this.#filled;
    this.#keep(part.subarray(end));
    return part.length;
  }

  /** Ends a last line that has no newline. There is room: `take` would have given up the run. */
  end(): void {
    if (this.#end === this.#filled) return;
    this.#append(Uint8Array.of(NEWLINE));
    this.#end = this.#filled;
  }

  /** Takes bytes of the line that is begun, as far as they are needed. */
  #keep(bytes: Uint8Array): void {
    this.#append(bytes.subarray(0, Math.max(0, KEPT_BYTES - (this.#filled - this.#end))));
  }

  #append(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#filled);
    this.#filled += bytes.length;
  }
}
