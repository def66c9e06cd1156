import { digestBytes } from './block-set.ts';
import { SET_KEY_BYTES } from './description.ts';
import { SECTOR_BYTES } from './geometry.ts';

/** The payloads of a section by the index of their sectors, as one reading of it may have been. */
export type Candidate = Map<number, Uint8Array>;

/** Candidates of one section that are kept beside one another. */
const MOST_CANDIDATES = 16;

/** What it costs to begin a candidate like another one, for each of its sectors. */
const COPY_BYTES = 64;

/** Bytes that may be compared with what is expected, for each byte that came: honest indexes need no more than 2. */
const TRIES_PER_BYTE = 8;

/**
 * What was found of one section of an index, of one length. Threat: forged sectors with right digests, before, after or
 * between the true ones. Whatever contradicts is kept as a candidate of its own: sectors that follow one another come
 * from one copy, which is put together apart from what it contradicts, and each candidate that is complete is compared
 * with what is expected. The cost is linear in what came: a candidate that failed is not tried again.
 */
export class Section {
  readonly count: number;
  readonly #candidates: Candidate[] = [];
  /** The candidate that the sectors before this one agreed with, and whether they made it. */
  #current: Candidate | null = null;
  #isOwn = false;
  #last = -1;
  /** Candidates that changed since they were tried. */
  readonly #untried: Set<Candidate> = new Set();
  #credit = 0;
  #payloads = 0;

  constructor(count: number) {
    this.count = count;
  }

  /** Sectors that came and were new. */
  get payloads(): number {
    return this.#payloads;
  }

  /** Whether a candidate has all its sectors. */
  get isComplete(): boolean {
    return this.#candidates.some(({ size }) => size === this.count);
  }

  /** Whether a complete candidate waits to be tried. */
  get isWaiting(): boolean {
    return [...this.#untried].some(({ size }) => size === this.count);
  }

  /** The candidates, those with most sectors first. */
  get candidates(): readonly Candidate[] {
    return [...this.#candidates].sort((a, b) => b.size - a.size);
  }

  /** Takes the payload of a sector. Gives whether anything is new. */
  add(index: number, payload: Uint8Array): boolean {
    // A copy ends where the numbers do not go on.
    if (index <= this.#last) [this.#current, this.#isOwn] = [null, false];
    this.#last = index;
    this.#credit += PAYLOAD_BYTES * TRIES_PER_BYTE;
    const agreeing = this.#findAgreeing(index, payload);
    if (agreeing !== null && !this.#isOwn) {
      this.#current = agreeing;
      return false;
    }
    if (this.#isOwn && isSame(this.#current!.get(index), payload)) return false;
    this.#put(this.#choose(index), index, payload);
    this.#payloads += 1;
    return true;
  }

  /** The bytes of a complete candidate that passes the test; null where there is none among those not tried yet. */
  find(test: (bytes: Uint8Array) => boolean): Uint8Array | null {
    for (const candidate of this.#untried) {
      if (candidate.size < this.count) continue;
      // What is not tried now waits until more has come.
      if (this.#credit < this.count * PAYLOAD_BYTES) return null;
      this.#credit -= this.count * PAYLOAD_BYTES;
      this.#untried.delete(candidate);
      const bytes = Buffer.concat(Array.from({ length: this.count }, (_, index) => candidate.get(index)!));
      if (test(bytes)) return new Uint8Array(bytes);
      if (candidate !== this.#current) this.#drop(candidate);
    }
    return null;
  }

  #findAgreeing(index: number, payload: Uint8Array): Candidate | null {
    if (isSame(this.#current?.get(index), payload)) return this.#current;
    return this.#candidates.find((candidate) => isSame(candidate.get(index), payload)) ?? null;
  }

  /** Where a payload goes that no candidate has: into the one at hand, where it lacks it; else into a new one like it. */
  #choose(index: number): Candidate {
    if (this.#isOwn) return this.#current!;
    const lacks = (candidate: Candidate): boolean => !candidate.has(index);
    if (this.#current !== null && lacks(this.#current)) return this.#current;
    const lacking = this.#current === null ? this.#candidates.find(lacks) : undefined;
    if (lacking !== undefined) return lacking;
    const like = this.#current ?? this.#candidates[0];
    const cost = (like?.size ?? 0) * COPY_BYTES;
    const copy: Candidate = new Map(this.#credit < cost ? undefined : like);
    this.#credit = Math.max(0, this.#credit - cost);
    this.#isOwn = like !== undefined;
    if (this.#candidates.length >= MOST_CANDIDATES) this.#drop(this.#candidates[1]!);
    this.#candidates.push(copy);
    return copy;
  }

  #put(candidate: Candidate, index: number, payload: Uint8Array): void {
    candidate.set(index, payload);
    this.#current = candidate;
    this.#untried.add(candidate);
  }

  #drop(candidate: Candidate): void {
    this.#untried.delete(candidate);
    this.#candidates.splice(this.#candidates.indexOf(candidate), 1);
  }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one !== undefined && Buffer.compare(one, other) === 0;
}

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
