import type { Profile } from '../record/profile.ts';
import type { RecordLine } from '../record/record-line.ts';

/** Lines that were examined, as records. They share the memory of `lines`, and are parsed when they are asked for. */
export function viewLines(profile: Profile, lines: Uint8Array, ends: Uint32Array): RecordLine[] {
  return Array.from(ends, (end, position) => {
    const bytes = lines.subarray(position === 0 ? 0 : ends[position - 1], end - 1);
    return {
      bytes,
      get record() {
        return JSON.parse(new TextDecoder().decode(bytes)) as object;
      },
      get facts() {
        return profile.facts(this.record);
      },
    };
  });
}
