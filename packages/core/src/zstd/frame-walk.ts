import { CoreError } from '../errors/core-error.ts';
import { checkMagic, checkSizes, parseDescriptor } from './frame-header.ts';

/** The next bytes of a frame: to be seen, or to be passed over. */
interface Field {
  readonly length: number;
  readonly isSeen: boolean;
}

/**
 * Finds where a zstd frame ends, in pieces of any length (RFC 8878 § 3.1.1), because `node:zlib` stops without a word
 * after the first frame of a chunk. Only lengths are read here; the decompressor judges the content.
 */
export class FrameWalk {
  readonly #fields: Generator<Field, void, Uint8Array>;
  #field: IteratorResult<Field, void>;
  #seen = new Uint8Array(0);
  #filled = 0;

  /** Length in bytes of what comes out, as the header announces it; null where it does not, or is not read yet. */
  contentSize: number | null = null;

  /** `index`: which frame it is, for messages. */
  constructor(index: number) {
    this.#fields = frameFields(index, (contentSize) => {
      this.contentSize = contentSize;
    });
    this.#field = this.#fields.next();
    this.#prepare();
  }

  /** Whether the whole frame has been pushed. */
  get ended(): boolean {
    return this.#field.done === true;
  }

  /**
   * Takes the bytes that follow and returns how many of them belong to the frame: all, unless it ends within.
   * Throws `zstd-frame-invalid`, `zstd-skippable-frame`, `zstd-dictionary`, `zstd-window-too-large`,
   * `zstd-frame-empty`.
   */
  push(bytes: Uint8Array): number {
    let at = 0;
    while (!this.#field.done && at < bytes.length) {
      const { length, isSeen } = this.#field.value;
      const part = bytes.subarray(at, at + length - this.#filled);
      if (isSeen) this.#seen.set(part, this.#filled);
      at += part.length;
      this.#filled += part.length;
      if (this.#filled === length) this.#advance();
    }
    return at;
  }

  #advance(): void {
    this.#field = this.#fields.next(this.#seen);
    this.#prepare();
  }

  #prepare(): void {
    this.#filled = 0;
    this.#seen = new Uint8Array(this.#field.done || !this.#field.value.isSeen ? 0 : this.#field.value.length);
  }
}

/** The fields of a frame in order; none is of length zero. */
function* frameFields(
  index: number,
  tellContentSize: (bytes: number | null) => void,
): Generator<Field, void, Uint8Array> {
  checkMagic(yield see(4), index);
  const descriptor = parseDescriptor((yield see(1))[0] ?? 0, index);
  const sizes = yield see(Number(descriptor.hasWindow) + descriptor.contentSizeLength);
  tellContentSize(checkSizes(descriptor, sizes, index));
  for (let isLast = false; !isLast; ) {
    const block = parseBlockHeader(yield see(3), index);
    if (block.length > 0) yield skip(block.length);
    isLast = block.isLast;
  }
  if (descriptor.hasChecksum) yield skip(4);
}

/** RFC 8878 § 3.1.1.2: last flag, type (raw, run-length, compressed, reserved), size; a run is stored as one byte. */
function parseBlockHeader(bytes: Uint8Array, index: number): { readonly isLast: boolean; readonly length: number } {
  const [low = 0, middle = 0, high = 0] = bytes;
  const type = (low >> 1) & 3;
  const size = (low | (middle << 8) | (high << 16)) >> 3;
  if (type === 3) throw new CoreError('zstd-frame-invalid', { index });
  return { isLast: (low & 1) === 1, length: type === 1 ? 1 : size };
}

function see(length: number): Field {
  return { length, isSeen: true };
}

function skip(length: number): Field {
  return { length, isSeen: false };
}
