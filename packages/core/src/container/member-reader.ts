import { CoreError } from '../errors/core-error.ts';
import { checkMemberSize } from './limits.ts';
import { blockLength, isZero, type MemberHeader, paddingAfter, parseHeader } from './ustar-header.ts';

/** Reads a part of a container, member by member; each method throws `container-truncated` at the end of the bytes. */
export class MemberReader {
  readonly #bytes: Uint8Array;
  readonly #start: number;
  #at = 0;

  /** `start`: where in the container the bytes begin, for messages. */
  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#start = start;
  }

  /** The next header, or null for the first of the two zero blocks. Throws `container-header-invalid`. */
  readHeader(): MemberHeader | null {
    const at = this.#position;
    return parseHeader(this.#take(blockLength), at);
  }

  /** The content of the member whose header was read, a copy. The caller has checked the size. */
  readContent({ size }: MemberHeader): Uint8Array {
    const content = this.#take(size).slice();
    this.skipPadding(size);
    return content;
  }

  /** The header of the member `name`, which must come next. Throws `container-member-unexpected`, `…-too-large`. */
  readHeaderOf(name: string): MemberHeader {
    const at = this.#position;
    const header = this.readHeader();
    if (header === null) throw new CoreError('container-truncated', { at });
    if (header.name !== name) {
      throw new CoreError('container-member-unexpected', { at, found: header.name, expected: name });
    }
    checkMemberSize(name, header.size);
    return header;
  }

  /** The content of the member `name`, which must come next. Throws what `readHeaderOf` throws. */
  readMember(name: string): Uint8Array {
    return this.readContent(this.readHeaderOf(name));
  }

  /** Passes over the padding of a member of `size` bytes. Throws `container-padding` unless it is zero. */
  skipPadding(size: number): void {
    const at = this.#position;
    if (!isZero(this.#take(paddingAfter(size)))) throw new CoreError('container-padding', { at });
  }

  /** Demands the second zero block and then the end of a container of `size` bytes: `container-trailing-data`. */
  finish(size: number): void {
    const at = this.#position;
    const isEnd = isZero(this.#take(blockLength)) && this.#position === size;
    if (!isEnd) throw new CoreError('container-trailing-data', { at });
  }

  get #position(): number {
    return this.#start + this.#at;
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) {
      throw new CoreError('container-truncated', { at: this.#start + this.#bytes.length });
    }
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
