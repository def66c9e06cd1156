import { CoreError } from '../errors/core-error.ts';
import type { ReadRun } from '../lines/read-lines.ts';
import type { RecordFacts } from '../record/profile.ts';
import { AttachmentIndex } from './attachment-index.ts';
import type { Member } from './encode-members.ts';
import { GroupRule } from './group-rule.ts';
import { attachmentMember, recordsMember } from './inner-tar.ts';
import { limits } from './limits.ts';

const NEWLINE = Uint8Array.of(0x0a);

/** A run of lines that are all valid and canonical. */
export type AcceptedRun = NonNullable<ReadRun['accepted']>;

/** Collects record lines and the attachments they name into groups. Source: docs/format.md § Inner tar. */
export class GroupBuilder {
  readonly #rule = new GroupRule();
  readonly #carried = new AttachmentIndex();
  #group = 0;
  #lines: Uint8Array[] = [];
  #attachments: Member[] = [];

  /** The distinct attachments of all groups so far. */
  get attachments(): { readonly count: number; readonly bytes: number } {
    return { count: this.#carried.count, bytes: this.#carried.bytes };
  }

  /** Records in the group that is being collected. */
  get records(): number {
    return this.#rule.records;
  }

  /**
   * The digests that no record has named before, with their lengths. Throws `segment-length-conflict`,
   * `attachment-too-large` and `too-many-attachments`.
   */
  findNewAttachments(segments: RecordFacts['segments']): Map<string, number> {
    const added = new Map<string, number>();
    let bytes = 0;
    for (const { sha256, length } of segments) {
      const known = added.get(sha256) ?? this.#carried.lengthOf(sha256);
      if (known !== null && known !== length) throw new CoreError('segment-length-conflict', { name: sha256 });
      if (known !== null) continue;
      added.set(sha256, length);
      bytes += length;
    }
    if (bytes > limits.attachmentBytes) {
      throw new CoreError('attachment-too-large', { found: bytes, limit: limits.attachmentBytes });
    }
    if (this.#carried.count + added.size > limits.attachments) {
      throw new CoreError('too-many-attachments', { limit: limits.attachments });
    }
    return added;
  }

  /** Whether a record with these new attachments belongs to the group that is being collected. */
  admits(line: Uint8Array, added: ReadonlyMap<string, Uint8Array>): boolean {
    return this.#rule.admits(line.length + 1, totalBytes(added));
  }

  /** Adds a record with its new attachments, by SHA-256. */
  add(line: Uint8Array, added: ReadonlyMap<string, Uint8Array>): void {
    this.#count(line.length + 1, added);
    this.#lines.push(line, NEWLINE);
  }

  #count(lineBytes: number, added: ReadonlyMap<string, Uint8Array>): void {
    this.#rule.add(lineBytes, totalBytes(added));
    for (const [sha256, bytes] of added) {
      this.#carried.add(sha256, bytes.length);
      this.#attachments.push({ name: attachmentMember(sha256), bytes });
    }
  }

  /**
   * Adds lines `from` (included) on of a run, with their new attachments, until one does not belong to the group that is
   * being collected. Gives the line that begins the next group; the number of lines where there is none.
   */
  addRun({ lines, ends, summary }: AcceptedRun, from: number, added: ReadonlyMap<string, Uint8Array>): number {
    const start = ends[from - 1] ?? 0;
    let reference = summary.references.findIndex(({ line }) => line >= from);
    let position = from;
    for (; position < ends.length; position += 1) {
      const fresh = new Map<string, Uint8Array>();
      for (; summary.references[reference]?.line === position; reference += 1) {
        const { sha256 } = summary.references[reference]!;
        if (this.#carried.lengthOf(sha256) === null) fresh.set(sha256, added.get(sha256)!);
      }
      const lineBytes = ends[position]! - (ends[position - 1] ?? 0);
      if (!this.#rule.admits(lineBytes, totalBytes(fresh))) break;
      this.#count(lineBytes, fresh);
    }
    if (position > from) this.#lines.push(lines.subarray(start, ends[position - 1]));
    return position;
  }

  /** The members of the group; the next one begins. */
  takeMembers(): [lines: Member, ...attachments: Member[]] {
    const lines = { name: recordsMember(this.#group), bytes: Buffer.concat(this.#lines) };
    const attachments = this.#attachments.sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#rule.startNext();
    this.#group += 1;
    this.#lines = [];
    this.#attachments = [];
    return [lines, ...attachments];
  }
}

function totalBytes(attachments: ReadonlyMap<string, Uint8Array>): number {
  let total = 0;
  for (const bytes of attachments.values()) total += bytes.length;
  return total;
}
