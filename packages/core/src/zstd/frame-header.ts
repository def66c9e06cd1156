import { CoreError } from '../errors/core-error.ts';

/** The largest window, as a power of two: 8 MiB (docs/format.md § Inside the encryption). */
export const maximalWindowLog = 23;

const maximalWindow = 2 ** maximalWindowLog;
const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;

/** What the descriptor, the first byte after the magic number, says (RFC 8878 § 3.1.1.1.1). */
export interface FrameDescriptor {
  readonly hasWindow: boolean;
  readonly hasChecksum: boolean;
  /** Bytes of the field that tells the content size: 0, 1, 2, 4 or 8. */
  readonly contentSizeLength: number;
}

/** Throws `zstd-skippable-frame` or `zstd-frame-invalid` unless the four bytes begin a zstd frame. */
export function checkMagic(bytes: Uint8Array, index: number): void {
  const magic = toView(bytes).getUint32(0, true);
  if (magic === frameMagic) return;
  // The last four bits of the number are free (RFC 8878 § 3.1.2).
  const isSkippable = (magic & 0xfffffff0) === skippableMagic;
  throw new CoreError(isSkippable ? 'zstd-skippable-frame' : 'zstd-frame-invalid', { index });
}

/** Throws `zstd-dictionary`, or `zstd-frame-invalid` for a bit that must be zero. */
export function parseDescriptor(descriptor: number, index: number): FrameDescriptor {
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
export function checkSizes(descriptor: FrameDescriptor, bytes: Uint8Array, index: number): number | null {
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
