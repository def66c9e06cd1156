import { createHash } from 'node:crypto';
import { encodePieces, recordsMember } from '../container/inner-tar.ts';
import { giveWay } from '../io/event-loop.ts';
import { releaseMemory } from '../io/own-memory.ts';
import { examineLinesInTurns } from '../lines/examine-lines.ts';
import type { LinesSummary } from '../lines/lines-summary.ts';
import { createRunLeaves, hashLines, type LineRun, type RunLeaves } from '../merkle/hash-lines.ts';
import { type Subtree, toSha256Hex } from '../merkle/tree.ts';
import type { Profile } from '../record/profile.ts';
import { compressFrame, compressPieces } from '../zstd/compress-frame.ts';

/** A group to be verified. Its memory is lent for good. */
export interface ExamineTask {
  /** Number of the group, for the places of errors. */
  readonly group: number;
  readonly saltKey: Uint8Array;
  /** Index of the leaf of its first record. */
  readonly firstLeaf: number;
  readonly lines: Uint8Array;
  readonly attachments: readonly Uint8Array[];
  /** Whether lines and attachments are given back. */
  readonly isKept: boolean;
}

/** A group whose records are all valid and canonical. */
export interface ExaminedGroup {
  /** Null where the task did not ask for its bytes. */
  readonly bytes: {
    readonly lines: Uint8Array;
    readonly attachments: readonly Uint8Array[];
    readonly leaves: RunLeaves;
  } | null;
  /** Where each line ends, behind its newline. */
  readonly ends: Uint32Array;
  readonly summary: LinesSummary;
  readonly subtrees: readonly Subtree[];
  /** SHA-256 of each attachment, hex, and its length in bytes. */
  readonly digests: readonly { readonly sha256: string; readonly length: number }[];
}

/**
 * Checks and hashes a group, in slices between which the event loop has its turn: it may be that of the caller. Throws what
 * `examineLines` throws.
 */
export async function examineGroup(
  profile: Profile,
  { group, saltKey, firstLeaf, lines, attachments, isKept }: ExamineTask,
): Promise<ExaminedGroup> {
  const { ends, summary } = await examineLinesInTurns(profile, lines, { member: recordsMember(group) });
  const leaves = isKept ? createRunLeaves(ends.length) : null;
  const subtrees = hashLines(saltKey, { lines, ends, firstLeaf }, leaves);
  const digests: ExaminedGroup['digests'][number][] = [];
  for (const bytes of attachments) digests.push({ sha256: await digestInTurns(bytes), length: bytes.length });
  if (!isKept) for (const bytes of [lines, ...attachments]) releaseMemory(bytes);
  return { bytes: leaves && { lines, attachments, leaves }, ends, summary, subtrees, digests };
}

/** What is hashed without a pause: 4 MiB take 2 to 10 ms. */
const DIGEST_BYTES = 4 << 20;

/** SHA-256 in hex. */
async function digestInTurns(bytes: Uint8Array): Promise<string> {
  const turn = giveWay();
  if (turn !== null) await turn;
  if (bytes.length <= DIGEST_BYTES) return toSha256Hex(bytes);
  const digest = createHash('sha256');
  for (let at = 0; at < bytes.length; at += DIGEST_BYTES) {
    digest.update(bytes.subarray(at, at + DIGEST_BYTES));
    const turn = giveWay();
    if (turn !== null) await turn;
  }
  return digest.digest('hex');
}

/** The lines of a group, to be hashed and compressed; they were examined before. */
export interface GroupLines extends LineRun {
  /** Name of the member that holds them. */
  readonly name: string;
}

/** What is to be compressed into one frame: lines of groups, or attachments, never both. All its memory is lent for good. */
export interface CompressTask {
  readonly saltKey: Uint8Array;
  readonly groups: readonly GroupLines[];
  /** Attachments as tar blocks. */
  readonly attachments: Uint8Array;
}

/** The same as it goes into the payload. */
export interface CompressedFrame {
  readonly subtrees: readonly Subtree[];
  /** The zstd frame that holds their tar blocks. */
  readonly frame: Uint8Array;
}

/** Hashes lines and compresses them, or compresses attachments; the event loop has its turn between these steps. */
export async function compressGroups({ saltKey, groups, attachments }: CompressTask): Promise<CompressedFrame> {
  const subtrees: Subtree[] = [];
  for (const group of groups) {
    for (const subtree of hashLines(saltKey, group)) subtrees.push(subtree);
    const turn = giveWay();
    if (turn !== null) await turn;
  }
  const members = groups.map(({ name, lines }) => ({ name, bytes: lines }));
  const frame = members.length === 0 ? compressFrame(attachments) : compressPieces(await encodePieces(members));
  for (const bytes of [...members.map(({ bytes }) => bytes), attachments]) releaseMemory(bytes);
  return { subtrees, frame };
}
