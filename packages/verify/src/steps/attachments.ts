import {
  AttachmentIndex,
  attachmentMember,
  type Group,
  GroupRule,
  type Manifest,
  type RecordLine,
  recordsMember,
  sha256,
} from '@scelle/core';
import type { Comparison } from '../report.ts';
import { VerifyError } from '../verify-error.ts';

/**
 * Step 11: every attachment has the digest of its name and the length that records give it, stands in the group that is
 * the first to name it, none is missing and none unreferenced, and groups end where they must.
 * Source: docs/format.md § Inner tar.
 */
export class AttachmentsCheck {
  readonly #index = new AttachmentIndex();
  readonly #rule = new GroupRule();

  take(group: Group, records: readonly RecordLine[]): void {
    const expected = new Map<string, number>();
    for (const [position, record] of records.entries()) {
      const added = this.#takeReferences(record);
      this.#checkBoundary(group, position, record, added);
      for (const [digest, length] of added) expected.set(digest, length);
    }
    for (const { sha256: digest, bytes } of group.attachments) {
      const length = expected.get(digest);
      if (length === undefined) throw new VerifyError('attachment-unreferenced', { member: attachmentMember(digest) });
      checkBytes(digest, bytes, length);
      expected.delete(digest);
    }
    const [missing] = expected.keys();
    if (missing !== undefined) throw new VerifyError('attachment-missing', { member: attachmentMember(missing) });
  }

  finish({ attachments }: Manifest): Comparison[] {
    const found = `${this.#index.count} (${this.#index.bytes})`;
    const expected = `${attachments.count} (${attachments.bytes})`;
    if (found !== expected) throw new VerifyError('attachments-count', { found, expected });
    return [{ what: 'attachments', found, expected }];
  }

  /** The attachments that this record is the first to name, with their lengths. */
  #takeReferences({ facts }: RecordLine): Map<string, number> {
    const added = new Map<string, number>();
    for (const { sha256: digest, length } of facts.segments) {
      const known = this.#index.lengthOf(digest);
      if (known !== null && known !== length) {
        throw new VerifyError('attachment-length', {
          member: attachmentMember(digest),
          found: known,
          expected: length,
        });
      }
      if (known !== null) continue;
      this.#index.add(digest, length);
      added.set(digest, length);
    }
    return added;
  }

  /** The first record of a group must not fit the group before; all others must fit their own. */
  #checkBoundary(group: Group, position: number, { bytes }: RecordLine, added: ReadonlyMap<string, number>): void {
    const addedBytes = [...added.values()].reduce((sum, length) => sum + length, 0);
    const beginsNext = position === 0 && group.index > 0;
    if (this.#rule.admits(bytes.length + 1, addedBytes) === beginsNext) {
      throw new VerifyError('group-boundary', { member: recordsMember(group.index) });
    }
    if (beginsNext) this.#rule.startNext();
    this.#rule.add(bytes.length + 1, addedBytes);
  }
}

function checkBytes(digest: string, bytes: Uint8Array, length: number): void {
  const member = attachmentMember(digest);
  if (bytes.length !== length) {
    throw new VerifyError('attachment-length', { member, found: bytes.length, expected: length });
  }
  if (Buffer.from(sha256(bytes)).toString('hex') !== digest) throw new VerifyError('attachment-digest', { member });
}
