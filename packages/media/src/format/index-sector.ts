import { digestBytes } from './block-digests.ts';
import { SET_KEY_BYTES } from './description.ts';
import { SECTOR_BYTES } from './geometry.ts';

/** The parts of an index, by the number that stands for each. */
export const sectionKinds = { description: 1, signature: 2, runs: 3, blocks: 4, supply: 5 } as const;

export type SectionKind = keyof typeof sectionKinds;

/** Which part of which set a sector belongs to. */
export interface SectionName {
  readonly setKey: string;
  readonly kind: SectionKind;
  /** The disc that the part is about; 0 for description and signature. */
  readonly subject: number;
}

/** A sector that says what it is. Source: docs/media-format.md § Index sectors. */
export interface IndexSector extends SectionName {
  /** The disc on which it lies; 0 where it came with a re-supply. */
  readonly disc: number;
  /** Place of the sector among those of its section, from 0, and how many they are. */
  readonly index: number;
  readonly count: number;
  readonly payload: Uint8Array;
}

/** Most bytes of payload in a sector; a multiple of the lengths of both kinds of table entries. */
export const PAYLOAD_BYTES = 1_984;

const MAGIC = new TextEncoder().encode('SCELLEM1');
const KEY_AT = 8;
const DISC_AT = 24;
const KIND_AT = 26;
const SUBJECT_AT = 28;
const LENGTH_AT = 30;
const INDEX_AT = 32;
const COUNT_AT = 36;
const PAYLOAD_AT = 48;
const DIGEST_AT = PAYLOAD_AT + PAYLOAD_BYTES;

/** The bytes of a sector. */
export function encodeIndexSector(sector: IndexSector): Uint8Array {
  const bytes = new Uint8Array(SECTOR_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  bytes.set(Buffer.from(sector.setKey, 'hex'), KEY_AT);
  view.setUint16(DISC_AT, sector.disc);
  bytes[KIND_AT] = sectionKinds[sector.kind];
  view.setUint16(SUBJECT_AT, sector.subject);
  view.setUint16(LENGTH_AT, sector.payload.length);
  view.setUint32(INDEX_AT, sector.index);
  view.setUint32(COUNT_AT, sector.count);
  bytes.set(sector.payload, PAYLOAD_AT);
  bytes.set(digestBytes(bytes.subarray(0, DIGEST_AT)).subarray(0, SECTOR_BYTES - DIGEST_AT), DIGEST_AT);
  return bytes;
}

/** Parses a sector; null unless it is exactly what `encodeIndexSector` writes. */
export function parseIndexSector(bytes: Uint8Array): IndexSector | null {
  if (bytes.length !== SECTOR_BYTES || !MAGIC.every((byte, at) => bytes[at] === byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kind = (Object.keys(sectionKinds) as SectionKind[]).find((name) => sectionKinds[name] === bytes[KIND_AT]);
  const length = view.getUint16(LENGTH_AT);
  if (kind === undefined || length > PAYLOAD_BYTES) return null;
  const sector = {
    setKey: Buffer.from(bytes.subarray(KEY_AT, KEY_AT + SET_KEY_BYTES)).toString('hex'),
    kind,
    subject: view.getUint16(SUBJECT_AT),
    disc: view.getUint16(DISC_AT),
    index: view.getUint32(INDEX_AT),
    count: view.getUint32(COUNT_AT),
    payload: bytes.slice(PAYLOAD_AT, PAYLOAD_AT + length),
  };
  const isWhole = sector.index < sector.count && Buffer.compare(encodeIndexSector(sector), bytes) === 0;
  return isWhole ? sector : null;
}

/** The sectors that carry a section on a disc. */
export function encodeSection(name: SectionName, disc: number, content: Uint8Array): Uint8Array {
  const count = Math.max(1, Math.ceil(content.length / PAYLOAD_BYTES));
  const bytes = new Uint8Array(count * SECTOR_BYTES);
  for (let index = 0; index < count; index += 1) {
    const payload = content.subarray(index * PAYLOAD_BYTES, (index + 1) * PAYLOAD_BYTES);
    bytes.set(encodeIndexSector({ ...name, disc, index, count, payload }), index * SECTOR_BYTES);
  }
  return bytes;
}
