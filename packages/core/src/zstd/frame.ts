import { CoreError } from '../errors/core-error.ts';

/** The largest window, as a power of two: 8 MiB (docs/format.md § Inside the encryption). */
export const maximalWindowLog = 23;

const maximalWindow = 2 ** maximalWindowLog;
const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;

/** What the descriptor, the first byte after the magic number, says (RFC 8878 § 3.1.1.1.1). */
interface FrameDescriptor {
  readonly hasWindow: boolean;
  readonly hasChecksum: boolean;
  /** Bytes of the field that tells the content size: 0, 1, 2, 4 or 8. */
  readonly contentSizeLength: number;
}

/** Throws `zstd-skippable-frame` or `zstd-frame-invalid` unless the four bytes begin a zstd frame. */
function checkMagic(bytes: Uint8Array, index: number): void {
  const magic = toView(bytes).getUint32(0, true);
  if (magic === frameMagic) return;
  // The last four bits of the number are free (RFC 8878 § 3.1.2).
  const isSkippable = (magic & 0xfffffff0) === skippableMagic;
  throw new CoreError(isSkippable ? 'zstd-skippable-frame' : 'zstd-frame-invalid', { index });
}

/** Throws `zstd-dictionary`, or `zstd-frame-invalid` for a bit that must be zero. */
function parseDescriptor(descriptor: number, index: number): FrameDescriptor {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  if ((descriptor & 0x03) !== 0) throw new CoreError('zstd-dictionary', { index });
  if ((descriptor & 0x18) !== 0) throw new CoreError('zstd-frame-invalid', { index });
  const lengths = [isSingleSegment ? 1 : 0, 2, 4, 8];
  return {
    hasWindow: !isSingleSegment,
    hasChecksum: (descriptor & 0x04) !== 0,
    contentSizeLength: lengths[descriptor >> 6] ?? 0,
  };
}

/**
 * Checks the bytes between descriptor and blocks, and gives the content size; null where the header does not tell it.
 * Throws `zstd-window-too-large`, and `zstd-frame-empty` where the content size is zero. Without a window the content
 * size is the window (RFC 8878 § 3.1.1.1.2).
 */
function checkSizes(descriptor: FrameDescriptor, bytes: Uint8Array, index: number): number | null {
  const contentSize = parseContentSize(bytes.subarray(descriptor.hasWindow ? 1 : 0));
  const window = descriptor.hasWindow ? parseWindow(bytes[0] ?? 0) : (contentSize ?? 0);
  if (window > maximalWindow)
    throw new CoreError('zstd-window-too-large', { index, found: window, limit: maximalWindow });
  if (contentSize === 0) throw new CoreError('zstd-frame-empty', { index });
  return contentSize;
}

function parseWindow(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 0x07);
}

/** Null where the field is absent; a size of two bytes is stored less 256 (RFC 8878 § 3.1.1.1.4). */
function parseContentSize(field: Uint8Array): number | null {
  const view = toView(field);
  switch (field.length) {
    case 1:
      return view.getUint8(0);
    case 2:
      return view.getUint16(0, true) + 256;
    case 4:
      return view.getUint32(0, true);
    case 8:
      return Number(view.getBigUint64(0, true));
    default:
      return null;
  }
}

function toView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

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
