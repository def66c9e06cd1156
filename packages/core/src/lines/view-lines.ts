import type { Profile, RecordFacts } from '../record/profile.ts';
import type { RecordLine } from '../record/record-line.ts';

/** Lines that were examined, as records. They share the memory of `lines`, and are parsed when they are asked for. */
export function viewLines(profile: Profile, lines: Uint8Array, ends: Uint32Array): RecordLine[] {
  const memory = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  return Array.from(ends, (end, position) => {
    const start = position === 0 ? 0 : ends[position - 1]!;
    return new ViewedLine(profile, memory, start, end - 1);
  });
}

/** A class, and views that are made when they are asked for: there are millions of these. */
class ViewedLine implements RecordLine {
  readonly #profile: Profile;
  readonly #memory: Buffer;
  readonly #start: number;
  readonly #end: number;
  #record: object | null = null;

  constructor(profile: Profile, memory: Buffer, start: number, end: number) {
    this.#profile = profile;
    this.#memory = memory;
    this.#start = start;
    this.#end = end;
  }

  get bytes(): Uint8Array {
    return this.#memory.subarray(this.#start, this.#end);
  }

  get record(): object {
    this.#record ??= JSON.parse(this.#memory.toString('utf8', this.#start, this.#end)) as object;
    return this.#record;
  }

  get facts(): RecordFacts {
    return this.#profile.facts(this.record);
  }
}
