import { recordsMember } from '../../src/container/inner-tar.ts';
import { findLineEnds } from '../../src/lines/read-lines.ts';
import type { CompressTask, ExamineTask } from '../../src/workers/group-tasks.ts';
import { sample } from '../record/samples.ts';

/** What a task is about, where it is not the usual. */
export interface TaskSketch {
  readonly group?: number;
  /** How many lines; each is a valid record. */
  readonly lines?: number;
  readonly attachments?: readonly Uint8Array[];
}

const saltKey = new Uint8Array(32).fill(3);
const line = `${JSON.stringify(sample)}\n`;

/** A group of valid lines of `ip-evidence-test/1`, in memory of its own. */
export function examineTask({ group = 0, lines = 3, attachments = [] }: TaskSketch = {}): ExamineTask {
  const bytes = new TextEncoder().encode(line.repeat(lines));
  return { group, saltKey, firstLeaf: 1 + 10 * group, lines: bytes, attachments, isKept: true };
}

/** The same lines, to be sealed. */
export function compressTask(sketch: TaskSketch = {}): CompressTask {
  const { group = 0 } = sketch;
  const { firstLeaf, lines } = examineTask(sketch);
  const ends = findLineEnds(lines);
  const name = recordsMember(group);
  return { saltKey, groups: [{ name, lines, ends, firstLeaf }], attachments: new Uint8Array() };
}
