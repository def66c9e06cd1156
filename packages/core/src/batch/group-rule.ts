import { limits } from '../limits.ts';

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
  admits(lineBytes: number, newAttachmentBytes: number): boolean {
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
