import type { Group, OpenContent, Profile } from '@scelle/core';
import { countLines, type ExaminedGroup, type GroupWorkers, mapInOrder, viewLines } from '@scelle/core/internal';
import type { ProvisionalGroup } from '../contract/context.ts';

/** A group with what its examination came to. */
export interface NamedGroup {
  readonly index: number;
  /** SHA-256 of its attachments, hex, as their members are named. */
  readonly names: readonly string[];
  /** The examined group; throws what was wrong with a record. */
  readonly examined: () => ExaminedGroup;
}

/** How groups are examined. */
interface ExamineOptions {
  readonly profile: Profile;
  readonly workers: GroupWorkers;
  /** Whether somebody wants their bytes. */
  readonly isKept: boolean;
}

/**
 * Examines the groups of a content, some side by side, and gives them in their order. Throws what reading them throws.
 */
export async function* examineGroups(
  { head, groups }: OpenContent,
  { profile, workers, isKept }: ExamineOptions,
): AsyncGenerator<NamedGroup, void> {
  let nextLeaf = 1;
  const examine = async ({ index, lines, attachments }: Group): Promise<NamedGroup> => {
    const names = attachments.map(({ sha256 }) => sha256);
    const firstLeaf = nextLeaf;
    nextLeaf += countLines(lines);
    const { saltKey } = head;
    const task = {
      group: index,
      saltKey,
      firstLeaf,
      lines,
      attachments: attachments.map(({ bytes }) => bytes),
      isKept,
    };
    return { index, names, examined: await outcomeOf(workers.examineGroup(profile, task)) };
  };
  yield* mapInOrder(groups, () => workers.concurrency, examine, { weigh: bytesOf, limit: MAX_BYTES_UNDER_WAY });
}

/** The result or the error, either to be had later, when its turn has come. */
async function outcomeOf<T>(promise: Promise<T>): Promise<() => T> {
  try {
    const result = await promise;
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The group as a consumer gets it, where its bytes were kept. */
export function toProvisional({ index, names, examined }: NamedGroup, profile: Profile): ProvisionalGroup {
  const { bytes, ends } = examined();
  const { lines, attachments, leaves } = bytes!;
  return {
    index,
    lines,
    leaves,
    get records() {
      return viewLines(profile, lines, ends);
    },
    attachments: names.map((sha256, position) => ({ sha256, bytes: attachments[position]! })),
  };
}

/** How much is under way at once, from when a group is examined until it was taken: many of lines, or one with attachments. */
const MAX_BYTES_UNDER_WAY: number = 24 << 20;

/** Bytes that a group takes. */
function bytesOf({ lines, attachments }: Group): number {
  return attachments.reduce((total, { bytes }) => total + bytes.length, lines.length);
}
