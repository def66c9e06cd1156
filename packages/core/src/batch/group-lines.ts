import type { Profile } from '../record/profile.ts';
import { parseRecordLine, type RecordLine } from '../record/record-line.ts';
import { recordsMember } from './inner-tar.ts';
import type { Group } from './read-groups.ts';

const NEWLINE = 0x0a;

/** The lines of a group, without their newlines; they share its memory. */
export function* splitGroup({ lines }: Group): Generator<Uint8Array, void> {
  let start = 0;
  for (let end = lines.indexOf(NEWLINE); end !== -1; end = lines.indexOf(NEWLINE, start)) {
    yield lines.subarray(start, end);
    start = end + 1;
  }
}

/**
 * The records of a group. Throws what `parseRecordLine` throws, and names member and line.
 * Source: docs/format.md § Records.
 */
export function parseGroup<Rec extends object>(profile: Profile<Rec>, group: Group): RecordLine<Rec>[] {
  const member = recordsMember(group.index);
  return Array.from(splitGroup(group), (bytes, index) => parseRecordLine(profile, bytes, { member, line: index + 1 }));
}
