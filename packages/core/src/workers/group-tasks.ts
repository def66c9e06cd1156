import { recordsMember } from '../batch/inner-tar.ts';
import { releaseMemory } from '../io/release-memory.ts';
import type { ByteRange } from '../io/source.ts';
import { examineLines } from '../lines/examine-lines.ts';
import { findLineEnds } from '../lines/line-ends.ts';
import type { LinesSummary } from '../lines/lines-summary.ts';
import { toSha256Hex } from '../merkle/hash.ts';
import { hashLines } from '../merkle/hash-lines.ts';
import type { Subtree } from '../merkle/merkle-root.ts';
import type { Profile } from '../record/profile.ts';
import { compressFrame } from '../zstd/compress-frame.ts';

/** A group to be verified. Its memory is lent: the result gives it back. */
export interface ExamineTask {
  /** Number of the group, for the places of errors. */
  readonly group: number;
  readonly saltKey: Uint8Array;
  /** Index of the leaf of its first record. */
  readonly firstLeaf: number;
  readonly lines: Uint8Array;
  readonly attachments: readonly Uint8Array[];
}

/** A group whose records are all valid and canonical. */
export interface ExaminedGroup {
  readonly lines: Uint8Array;
  readonly attachments: readonly Uint8Array[];
  /** Where each line ends, behind its newline. */
  readonly ends: Uint32Array;
  readonly summary: LinesSummary;
  readonly subtrees: readonly Subtree[];
  /** SHA-256 of each attachment, hex. */
  readonly digests: readonly string[];
}

/** Checks and hashes a group. Throws what `examineLines` throws. */
export function examineGroup(
  profile: Profile,
  { group, saltKey, firstLeaf, lines, attachments }: ExamineTask,
): ExaminedGroup {
  const { ends, summary } = examineLines(profile, lines, { member: recordsMember(group) });
  const subtrees = hashLines(saltKey, { lines, ends, firstLeaf });
  const digests = attachments.map((bytes) => toSha256Hex(bytes));
  return { lines, attachments, ends, summary, subtrees, digests };
}

/** A group to be sealed, as tar blocks; its lines were examined before. The memory of the blocks is lent for good. */
export interface SealTask {
  readonly saltKey: Uint8Array;
  /** Index of the leaf of its first record. */
  readonly firstLeaf: number;
  readonly tar: Uint8Array;
  /** Where the record lines lie within the blocks. */
  readonly lines: ByteRange;
}

/** A group as it goes into the payload. */
export interface SealedGroup {
  readonly subtrees: readonly Subtree[];
  /** The zstd frame that holds its tar blocks. */
  readonly frame: Uint8Array;
}

/** Hashes a group and compresses it. */
export async function sealGroup({ saltKey, firstLeaf, tar, lines: { start, end } }: SealTask): Promise<SealedGroup> {
  const compressed = compressFrame(tar);
  const lines = tar.subarray(start, end);
  const subtrees = hashLines(saltKey, { lines, ends: findLineEnds(lines), firstLeaf });
  const frame = await compressed;
  releaseMemory(tar);
  return { subtrees, frame };
}
