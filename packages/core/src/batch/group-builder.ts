import { attachmentMember, type Member, recordsMember } from '../container/inner-tar.ts';
import { CoreError } from '../errors/core-error.ts';
import { concatenate } from '../io/own-memory.ts';
import { limits } from '../limits.ts';
import type { SegmentReference } from '../lines/lines-summary.ts';
import type { ReadRun } from '../lines/read-lines.ts';
import type { RecordFacts } from '../record/profile.ts';
import { AttachmentIndex, type ReadAttachments } from './attachments.ts';

const NEWLINE = Uint8Array.of(0x0a);

/** A run of lines that are all valid and canonical. */
export type AcceptedRun = NonNullable<ReadRun['accepted']>;

/** The lines of a run that belong to the group that is being collected. */
interface RunPart {
  /** Position of the first line, and of the one behind the last. */
  readonly from: number;
  readonly end: number;
  /** What these lines refer to. */
  readonly references: readonly SegmentReference[];
  /** The attachments that no record has named before: SHA-256 in hex, and length in bytes. */
  readonly added: ReadonlyMap<string, number>;
  /** How full the group is with them. */
  readonly rule: GroupRule;
}

/** A group, whole. */
export interface CompleteGroup {
  /** The member of its record lines. */
  readonly lines: Member;
  /** Where each line ends, behind its newline. */
  readonly ends: Uint32Array;
  /** The attachments that it is the first to name. */
  readonly attachments: readonly Member[];
  /** Memory in which attachments lie, and nothing else. */
  readonly memory: readonly Uint8Array[];
}

/** Collects record lines and the attachments they name into groups. Source: docs/format.md § Inner tar. */
export class GroupBuilder {
  #rule = new GroupRule();
  readonly #carried = new AttachmentIndex();
  #group = 0;
  #lines: Uint8Array[] = [];
  #ends: number[] = [];
  #attachments: Member[] = [];
  #memory: Uint8Array[] = [];

  /** The distinct attachments of all groups so far. */
  get attachments(): { readonly count: number; readonly bytes: number } {
    return { count: this.#carried.count, bytes: this.#carried.bytes };
  }

  /** Records in the group that is being collected. */
  get records(): number {
    return this.#rule.records;
  }

  /**
   * The digests that no record has named before, with their lengths; `before` are those that the records just before
   * add. Throws `segment-length-conflict`, `attachment-too-large` and `too-many-attachments`.
   */
  findNewAttachments(
    segments: Iterable<RecordFacts['segments'][number]>,
    before: ReadonlyMap<string, number> = new Map(),
  ): Map<string, number> {
    const added = new Map<string, number>();
    let bytes = 0;
    for (const { sha256, length } of segments) {
      const known = added.get(sha256) ?? before.get(sha256) ?? this.#carried.lengthOf(sha256);
      if (known !== null && known !== length) throw new CoreError('segment-length-conflict', { name: sha256 });
      if (known !== null) continue;
      added.set(sha256, length);
      bytes += length;
    }
    if (bytes > limits.attachmentBytes) {
      throw new CoreError('attachment-too-large', { found: bytes, limit: limits.attachmentBytes });
    }
    if (this.#carried.count + before.size + added.size > limits.attachments) {
      throw new CoreError('too-many-attachments', { limit: limits.attachments });
    }
    return added;
  }

  /** Whether a record with these new attachments belongs to the group that is being collected. */
  hasRoomFor(line: Uint8Array, added: ReadonlyMap<string, Uint8Array>): boolean {
    return this.#rule.hasRoomFor(line.length + 1, lengthOfAll(added));
  }

  /** Adds a record with its new attachments, by SHA-256. */
  add(line: Uint8Array, added: ReadonlyMap<string, Uint8Array>): void {
    this.#rule.add(line.length + 1, lengthOfAll(added));
    this.#ends.push((this.#ends.at(-1) ?? 0) + line.length + 1);
    this.#lines.push(line, NEWLINE);
    this.#carry(added);
  }

  /**
   * How many lines of a run, from one on, belong to the group that is being collected; none where the first of them
   * begins the next group. Throws what `findNewAttachments` throws.
   */
  findPart({ ends, summary }: AcceptedRun, from: number): RunPart {
    const rule = this.#rule.copy();
    const added = new Map<string, number>();
    const firstReference = summary.references.findIndex(({ line }) => line >= from);
    let reference = firstReference === -1 ? summary.references.length : firstReference;
    let end = from;
    for (; end < ends.length; end += 1) {
      let next = reference;
      while (summary.references[next]?.line === end) next += 1;
      const fresh = this.findNewAttachments(summary.references.slice(reference, next), added);
      const lineBytes = ends[end]! - (ends[end - 1] ?? 0);
      if (!rule.hasRoomFor(lineBytes, totalBytes(fresh))) break;
      rule.add(lineBytes, totalBytes(fresh));
      for (const [sha256, length] of fresh) added.set(sha256, length);
      reference = next;
    }
    const references = firstReference === -1 ? [] : summary.references.slice(firstReference, reference);
    return { from, end, references, added, rule };
  }

  /** Adds part of a run with its attachments. A run that falls into one group whole, as nearly all do, is not copied. */
  addPart({ lines, ends }: AcceptedRun, part: RunPart, { attachments, memory }: ReadAttachments): void {
    const { from, end } = part;
    if (end === from) return;
    const start = ends[from - 1] ?? 0;
    const shift = (this.#ends.at(-1) ?? 0) - start;
    for (let position = from; position < end; position += 1) this.#ends.push(ends[position]! + shift);
    this.#lines.push(from === 0 && end === ends.length ? lines : concatenate([lines.subarray(start, ends[end - 1])]));
    this.#rule = part.rule;
    this.#carry(attachments);
    this.#memory.push(memory);
  }

  #carry(attachments: ReadonlyMap<string, Uint8Array>): void {
    for (const [sha256, bytes] of attachments) {
      this.#carried.add(sha256, bytes.length);
      this.#attachments.push({ name: attachmentMember(sha256), bytes });
    }
  }

  /** The group; the next one begins. */
  take(): CompleteGroup {
    const bytes = this.#lines.length === 1 ? this.#lines[0]! : concatenate(this.#lines);
    const lines = { name: recordsMember(this.#group), bytes };
    const attachments = this.#attachments.sort((a, b) => (a.name < b.name ? -1 : 1));
    const ends = Uint32Array.from(this.#ends);
    this.#rule.startNext();
    this.#group += 1;
    this.#lines = [];
    this.#ends = [];
    const memory = this.#memory;
    this.#attachments = [];
    this.#memory = [];
    return { lines, ends, attachments, memory };
  }
}

function lengthOfAll(attachments: ReadonlyMap<string, Uint8Array>): number {
  let total = 0;
  for (const { length } of attachments.values()) total += length;
  return total;
}

function totalBytes(lengths: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const length of lengths.values()) total += length;
  return total;
}

/**
 * Decides where a group ends: exactly before the record that would take its lines over 2 MiB or its new attachments
 * over 16 MiB, and never before its first record. Writer and reader share it, so that there is one way to divide a
 * batch. Source: docs/format.md § Inner tar.
 */
export class GroupRule {
  #lineBytes = 0;
  #attachmentBytes = 0;
  #records = 0;

  /** Records in the group so far. */
  get records(): number {
    return this.#records;
  }

  /** Whether a record still belongs to the group. Lengths in bytes; that of the line includes its newline. */
  hasRoomFor(lineBytes: number, newAttachmentBytes: number): boolean {
    return (
      this.#records === 0 ||
      (this.#lineBytes + lineBytes <= limits.groupLineBytes &&
        this.#attachmentBytes + newAttachmentBytes <= limits.groupAttachmentBytes)
    );
  }

  /** Counts a record into the group. */
  add(lineBytes: number, newAttachmentBytes: number): void {
    this.#records += 1;
    this.#lineBytes += lineBytes;
    this.#attachmentBytes += newAttachmentBytes;
  }

  /** The same, to try out what comes next. */
  copy(): GroupRule {
    const copy = new GroupRule();
    copy.#lineBytes = this.#lineBytes;
    copy.#attachmentBytes = this.#attachmentBytes;
    copy.#records = this.#records;
    return copy;
  }

  /** Starts the next group. */
  startNext(): void {
    this.#records = 0;
    this.#lineBytes = 0;
    this.#attachmentBytes = 0;
  }
}
