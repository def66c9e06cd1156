/** A member of a crafted tar. What is left out is as a Scellé writer would have it. */
export interface CraftedMember {
  readonly name: string;
  readonly bytes?: Uint8Array;
  /** The type flag: `0` for a file, `1` and `2` for links, `5` for a folder, `x` and `g` for PAX, `L` for a GNU name. */
  readonly type?: string;
  readonly mode?: number;
  /** Seconds since 1970. */
  readonly mtime?: number;
  readonly linkName?: string;
  /** The length that the header announces, where that is a lie. */
  readonly announcedBytes?: number;
}

const BLOCK_BYTES = 512;
/** The first length that eleven octal digits cannot hold. */
const OCTAL_SIZES = 8 ** 11;

/** The two zero blocks that end a tar. */
export const tarEndMark: Uint8Array = new Uint8Array(2 * BLOCK_BYTES);

/** A tar of exactly these members in this order, whether or not any tool would write them; `end` follows the last. */
export function craftTar(members: readonly CraftedMember[], end: Uint8Array = tarEndMark): Uint8Array {
  return new Uint8Array(Buffer.concat([...members.flatMap(craftMember), end]));
}

/** A member whose bytes are the text in UTF-8. */
export function textMember(name: string, text: string): CraftedMember {
  return { name, bytes: new TextEncoder().encode(text) };
}

function craftMember(member: CraftedMember): Uint8Array[] {
  const bytes = member.bytes ?? new Uint8Array();
  const padding = (BLOCK_BYTES - (bytes.length % BLOCK_BYTES)) % BLOCK_BYTES;
  return [craftHeader(member, bytes.length), bytes, new Uint8Array(padding)];
}

function craftHeader(member: CraftedMember, length: number): Uint8Array {
  const { name, type = '0', mode = 0o644, mtime = 0, linkName = '', announcedBytes = length } = member;
  const block = Buffer.alloc(BLOCK_BYTES);
  block.write(name, 0, 100);
  block.write(`${octal(mode, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100);
  block.write(`${octal(announcedBytes, 11)}\0${octal(mtime, 11)}\0`, 124);
  if (announcedBytes >= OCTAL_SIZES) {
    block.fill(0, 124, 136);
    block[124] = 0x80;
    block.writeBigUInt64BE(BigInt(announcedBytes), 128);
  }
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  block.write(linkName, 157, 100);
  block.write('ustar\x0000', 257);
  block.write(`${octal(0, 7)}\0${octal(0, 7)}\0`, 329);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148);
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
