import type { Manifest } from '@scelle/core';
import { AttachmentIndex, attachmentMember, type ExaminedGroup, GroupRule, recordsMember } from '@scelle/core/internal';
import type { Comparison } from '../contract/report.ts';
import { VerifyError } from '../errors/verify-error.ts';

/**
 * Step 11: every attachment has the digest of its name and the length that records give it, stands in the group that is
 * the first to name it, none is missing and none unreferenced, and groups end where they must.
 * Source: docs/format.md § Inner tar.
 */
export class AttachmentsCheck {
  readonly #index = new AttachmentIndex();
  readonly #rule = new GroupRule();
  readonly #announced: Manifest['attachments'];

  constructor({ attachments }: Manifest) {
    this.#announced = attachments;
  }

  /** Takes the next group, whose attachments are named by `names`, in their order. */
  take(group: number, names: readonly string[], examined: ExaminedGroup): void {
    const expected = this.#takeReferences(group, examined);
    for (const [position, name] of names.entries()) {
      const member = attachmentMember(name);
      const length = expected.get(name);
      if (length === undefined) throw new VerifyError('attachment-unreferenced', { member });
      const found = examined.digests[position]!;
      if (found.length !== length)
        throw new VerifyError('attachment-length', { member, found: found.length, expected: length });
      if (found.sha256 !== name) throw new VerifyError('attachment-digest', { member });
      expected.delete(name);
    }
    const [missing] = expected.keys();
    if (missing !== undefined) throw new VerifyError('attachment-missing', { member: attachmentMember(missing) });
    // The index is bounded by the manifest, and that by the limits: attachments without end must not fill the memory.
    if (this.#index.count > this.#announced.count) this.finish();
  }

  finish(): Comparison[] {
    const found = describe(this.#index);
    const expected = describe(this.#announced);
    if (found !== expected) throw new VerifyError('attachments-count', { found, expected });
    return [{ what: 'attachments', found, expected }];
  }

  /** The attachments that this group is the first to name, with their lengths. */
  #takeReferences(group: number, { summary, ends }: ExaminedGroup): Map<string, number> {
    const added = new Map<string, number>();
    let firstBytes = 0;
    let bytes = 0;
    for (const { line, sha256, length } of summary.references) {
      const known = this.#index.lengthOf(sha256);
      if (known !== null && known !== length) {
        throw new VerifyError('attachment-length', {
          member: attachmentMember(sha256),
          found: known,
          expected: length,
        });
      }
      if (known !== null) continue;
      this.#index.add(sha256, length);
      added.set(sha256, length);
      bytes += length;
      if (line === 0) firstBytes = bytes;
    }
    const first = { lines: ends[0] ?? 0, attachments: firstBytes };
    const others = { lines: (ends.at(-1) ?? 0) - first.lines, attachments: bytes - firstBytes };
    this.#checkBoundary(group, first, summary.records > 1 ? others : null);
    return added;
  }

  /** The first record of a group must not fit the group before; all others together must fit their own. */
  #checkBoundary(group: number, first: Bytes, others: Bytes | null): void {
    const beginsNext = group > 0;
    const fitsBefore = this.#rule.hasRoomFor(first.lines, first.attachments);
    if (beginsNext) this.#rule.startNext();
    this.#rule.add(first.lines, first.attachments);
    const fit = others === null || this.#rule.hasRoomFor(others.lines, others.attachments);
    if (fitsBefore === beginsNext || !fit) throw new VerifyError('group-boundary', { member: recordsMember(group) });
    if (others !== null) this.#rule.add(others.lines, others.attachments);
  }
}

function describe({ count, bytes }: Manifest['attachments']): string {
  return `${count} (${bytes})`;
}

/** Lengths of record lines, newlines included, and of the attachments that they are the first to name. */
interface Bytes {
  readonly lines: number;
  readonly attachments: number;
}
