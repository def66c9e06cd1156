import { CoreError } from '../errors/core-error.ts';
import { MAX_HEADER_BYTES, VERSION_LINE } from './header.ts';

/** Bytes of the nonce with which a payload begins (age.md § Payload). */
export const PAYLOAD_NONCE_BYTES = 16;

/** What stands before the first chunk. */
export interface Prologue {
  readonly header: Uint8Array;
  readonly nonce: Uint8Array;
  /** What came after it in the same piece. */
  readonly rest: Uint8Array;
}

const NEWLINE = 0x0a;
const MAC_MARK = '\n---';

/** Collects header and payload nonce from pieces of any length, in a buffer of fixed size. */
export class PrologueCollector {
  readonly #bytes: Buffer = Buffer.alloc(MAX_HEADER_BYTES + PAYLOAD_NONCE_BYTES);
  #length = 0;
  #mark = -1;
  #end = -1;

  /** The prologue, or null while more bytes are needed. Throws `age-header-invalid` or `age-header-too-large`. */
  push(piece: Uint8Array): Prologue | null {
    const before = this.#length;
    const taken = piece.subarray(0, this.#bytes.length - before);
    this.#bytes.set(taken, before);
    this.#length += taken.length;
    this.#findEnd(before);
    const length = this.#end + PAYLOAD_NONCE_BYTES;
    if (this.#end === -1 || this.#length < length) return null;
    return {
      header: new Uint8Array(this.#bytes.subarray(0, this.#end)),
      nonce: new Uint8Array(this.#bytes.subarray(this.#end, length)),
      rest: piece.subarray(length - before),
    };
  }

  /** Throws for a source that ended within the prologue: `age-header-truncated`, or `age-header-invalid`. */
  refuseEnd(): never {
    this.#checkVersion();
    throw new CoreError('age-header-truncated', { at: this.#length });
  }

  /** The header ends with the first line that begins with `---`. What was searched before is not searched again. */
  #findEnd(before: number): void {
    const known = this.#bytes.subarray(0, this.#length);
    if (this.#mark === -1) this.#mark = known.indexOf(MAC_MARK, Math.max(before - MAC_MARK.length, 0));
    if (this.#mark !== -1 && this.#end === -1) {
      this.#end = known.indexOf(NEWLINE, Math.max(this.#mark + MAC_MARK.length, before)) + 1 || -1;
    }
    if (this.#end > MAX_HEADER_BYTES || (this.#end === -1 && this.#length >= MAX_HEADER_BYTES)) {
      this.#checkVersion();
      throw new CoreError('age-header-too-large', { limit: MAX_HEADER_BYTES });
    }
  }

  /** Another kind of file is called that, and not an age file that is too large or too short. */
  #checkVersion(): void {
    const expected = `${VERSION_LINE}\n`;
    const found = this.#bytes.toString('latin1', 0, Math.min(this.#length, expected.length));
    if (!expected.startsWith(found)) throw new CoreError('age-header-invalid', { line: 1 });
  }
}
