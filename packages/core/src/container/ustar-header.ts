import { CoreError } from '../errors/core-error.ts';

/** Bytes of a header, and the unit to which members are padded. */
export const blockLength = 512;

/** The first size that eleven octal digits cannot hold: 8 GiB. */
const octalSizes = 8 ** 11;
const nameField = { at: 0, length: 100 };
const sizeField = { at: 124, length: 12 };
const checksumField = { at: 148, length: 8 };

/** What a header says; all else in it is fixed. */
export interface MemberHeader {
  /** 1–100 printable ASCII characters. */
  readonly name: string;
  /** Bytes of the member, a safe integer. */
  readonly size: number;
}

/**
 * The 512 bytes that `tar --format=ustar --owner=0 --group=0 --numeric-owner --mode=0644 --mtime=@0` writes for a
 * regular file; a size from 8 GiB up is in base 256 (docs/format.md § Outer container, POSIX.1-2017 pax § ustar).
 */
export function encodeHeader({ name, size }: MemberHeader): Uint8Array {
  const block = Buffer.alloc(blockLength);
  block.write(name, nameField.at, nameField.length, 'latin1');
  block.write('0000644\0' + '0000000\0' + '0000000\0', 100, 'latin1');
  encodeSize(block, size);
  block.write('00000000000\0', 136, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\0' + '00', 257, 'latin1');
  block.write('0000000\0' + '0000000\0', 329, 'latin1');
  writeChecksum(block, '\0 ');
  return new Uint8Array(block.buffer, block.byteOffset, block.length);
}

/** Puts the checksum of a header in its place: six digits and what ends them. */
export function writeChecksum(block: Uint8Array, ending: string): void {
  block.fill(0x20, checksumField.at, checksumField.at + checksumField.length);
  const digits = `${toOctal(sumOf(block), 6)}${ending}`;
  block.set(new TextEncoder().encode(digits), checksumField.at);
}

/**
 * The header in a block of 512 bytes, or null for a block of zeros, which ends the archive. `at` is the block's offset
 * in the container, for the message. Throws `container-header-invalid` for every other block than `encodeHeader` makes.
 */
export function parseHeader(block: Uint8Array, at: number): MemberHeader | null {
  if (isZero(block)) return null;
  const header = readHeader(block);
  if (header === null || Buffer.compare(encodeHeader(header), block) !== 0) {
    throw new CoreError('container-header-invalid', { at });
  }
  return header;
}

/** Name and size in a block, or null where they cannot be such; all else in the block is not looked at. */
export function readHeader(block: Uint8Array): MemberHeader | null {
  const header = { name: parseName(block), size: parseSize(block) };
  const isPlausible = /^[\x21-\x7e]+$/.test(header.name) && Number.isSafeInteger(header.size) && header.size >= 0;
  return isPlausible ? header : null;
}

/** Whether all bytes are zero. */
export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/** Zero bytes that follow a member of `size` bytes. */
export function paddingAfter(size: number): number {
  return (blockLength - (size % blockLength)) % blockLength;
}

function encodeSize(block: Buffer, size: number): void {
  if (size < octalSizes) {
    block.write(`${toOctal(size, 11)}\0`, sizeField.at, 'latin1');
    return;
  }
  block[sizeField.at] = 0x80;
  block.writeBigUInt64BE(BigInt(size), sizeField.at + 4);
}

function parseSize(block: Uint8Array): number {
  const field = Buffer.from(block.subarray(sizeField.at, sizeField.at + sizeField.length));
  return field[0] === 0x80 ? Number(field.readBigUInt64BE(4)) : Number.parseInt(field.toString('latin1'), 8);
}

function parseName(block: Uint8Array): string {
  const text = Buffer.from(block.subarray(nameField.at, nameField.at + nameField.length)).toString('latin1');
  return text.replace(/\0+$/, '');
}

function toOctal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function sumOf(block: Uint8Array): number {
  let sum = 0;
  for (const byte of block) sum += byte;
  return sum;
}
