import { hash } from 'node:crypto';
import { ENTRY_BYTES } from '../coding/block-digests.ts';
import { limits } from '../geometry/geometry.ts';
import { parseDescription, type SetDescription, toSetKey } from '../set/description.ts';
import { type DiscLayout, layOutDisc } from '../set/disc-layout.ts';
import { type IndexSector, PAYLOAD_BYTES, type SectionKind } from './index-sector.ts';

/** The entries of a disc's blocks, as far as they were found. */
export interface BlockTable {
  readonly entries: Uint8Array;
  /** Whether the entry of a block was found. */
  isKnown(block: number): boolean;
  /** Whether the table is whole, and the one that the set description names. */
  readonly isAuthentic: boolean;
}

interface Section {
  readonly kind: SectionKind;
  readonly subject: number;
  readonly count: number;
  readonly payloads: Map<number, Uint8Array>;
}

/**
 * What was found of the index of one set, on whatever disc, in whatever order. A section that contradicts the set
 * description is as good as missing: damage cannot pass for content, and neither can malice.
 */
export class SetIndex {
  readonly setKey: string;
  /** By kind, subject and length: a forged sector of another length does not get in the way of the true ones. */
  readonly #sections = new Map<string, Section>();
  #description: SetDescription | null = null;
  #payloads = 0;

  constructor(setKey: string) {
    this.setKey = setKey;
  }

  /** Bytes that are held. Threat: sectors without content, which take memory all the same; each counts as a full one. */
  get bytes(): number {
    return this.#payloads * PAYLOAD_BYTES;
  }

  /** Takes a sector, unless it is known already. */
  add({ kind, subject, index, count, payload }: IndexSector): void {
    if (index < count - 1 && payload.length !== PAYLOAD_BYTES) return;
    const name = `${kind} ${subject} ${count}`;
    const section = this.#sections.get(name) ?? { kind, subject, count, payloads: new Map() };
    this.#sections.set(name, section);
    if (section.payloads.has(index)) return;
    section.payloads.set(index, payload);
    this.#payloads += 1;
  }

  /** The description, once all of it was found. Throws what `parseDescription` throws. */
  get description(): SetDescription | null {
    if (this.#description !== null) return this.#description;
    const bytes = this.descriptionBytes;
    if (bytes !== null) this.#description = parseDescription(bytes);
    return this.#description;
  }

  /** The bytes of the description, which the key of the set vouches for. */
  get descriptionBytes(): Uint8Array | null {
    return this.#find('description', 0, (bytes) => toSetKey(bytes) === this.setKey);
  }

  /** The bytes of its signature, which nothing vouches for but itself. */
  get signature(): Uint8Array | null {
    return this.#find('signature', 0, ({ length }) => length <= limits.signatureBytes);
  }

  /** The layout of a disc, once the description is known. */
  layout(disc: number): DiscLayout | null {
    const { description } = this;
    return description === null || disc < 1 || disc > description.discs.length ? null : layOutDisc(description, disc);
  }

  /** The table of runs of a disc: whole and authentic, or null. */
  runs(disc: number): Uint8Array | null {
    const expected = this.description?.discs[disc - 1]?.runs;
    return this.#find('runs', disc, (bytes) => hash('sha256', bytes) === expected);
  }

  /** Whether entries of blocks of a disc were found. */
  hasBlocks(disc: number): boolean {
    return this.#sectionsOf('blocks', disc).length > 0 || this.#sectionsOf('supply', disc).length > 0;
  }

  /** The table of blocks of a disc, as far as it was found. */
  blocks(disc: number): BlockTable | null {
    const layout = this.layout(disc);
    if (layout === null) return null;
    const bytes = ENTRY_BYTES * layout.blocks;
    const section = this.#sectionsOf('blocks', disc).find(({ count }) => count === Math.ceil(bytes / PAYLOAD_BYTES));
    const entries = new Uint8Array(bytes);
    for (const [index, payload] of section?.payloads ?? []) {
      if (index * PAYLOAD_BYTES + payload.length <= bytes) entries.set(payload, index * PAYLOAD_BYTES);
    }
    const supplied = new Set<number>();
    for (const { block, entry } of this.#supplyOf(disc)) {
      if (block >= layout.blocks) continue;
      entries.set(entry, block * ENTRY_BYTES);
      supplied.add(block);
    }
    const perSector = PAYLOAD_BYTES / ENTRY_BYTES;
    return {
      entries,
      isKnown: (block) => supplied.has(block) || section?.payloads.has(Math.floor(block / perSector)) === true,
      isAuthentic:
        section?.payloads.size === section?.count &&
        hash('sha256', entries) === this.description!.discs[disc - 1]!.blocks,
    };
  }

  /** How many sectors a whole section takes; null where nothing of it was found. */
  countOf(kind: SectionKind, subject: number): number | null {
    return this.#sectionsOf(kind, subject)[0]?.count ?? null;
  }

  /** Whether every sector of a disc's table of blocks was found. */
  hasAllBlocks(disc: number): boolean {
    return this.#sectionsOf('blocks', disc).some(({ count, payloads }) => payloads.size === count);
  }

  /** Forgets the table of blocks of a disc, which is large and no longer needed. */
  forgetBlocks(disc: number): void {
    for (const section of [...this.#sectionsOf('blocks', disc), ...this.#sectionsOf('supply', disc)]) {
      this.#payloads -= section.payloads.size;
      this.#sections.delete(`${section.kind} ${disc} ${section.count}`);
    }
  }

  #supplyOf(disc: number): ReturnType<typeof parseSupply> {
    return this.#sectionsOf('supply', disc).flatMap(({ payloads }) => [...payloads.values()].flatMap(parseSupply));
  }

  #sectionsOf(kind: SectionKind, subject: number): Section[] {
    return [...this.#sections.values()].filter((section) => section.kind === kind && section.subject === subject);
  }

  /** The first whole section that passes the test. */
  #find(kind: SectionKind, subject: number, test: (bytes: Uint8Array) => boolean): Uint8Array | null {
    for (const { count, payloads } of this.#sectionsOf(kind, subject)) {
      if (payloads.size < count) continue;
      const bytes = Buffer.concat(Array.from({ length: count }, (_, index) => payloads.get(index)!));
      if (test(bytes)) return new Uint8Array(bytes);
    }
    return null;
  }
}

/** A block that is supplied again, and how it is known. */
export interface SuppliedBlock {
  readonly block: number;
  readonly entry: Uint8Array;
}

const SUPPLY_BYTES = 16;
const ENTRY_AT = 8;

/** The section that names the blocks of one disc in a re-supply. Source: docs/media-format.md § Re-supply. */
export function encodeSupply(blocks: readonly SuppliedBlock[]): Uint8Array {
  const bytes = new Uint8Array(blocks.length * SUPPLY_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [index, { block, entry }] of blocks.entries()) {
    view.setUint32(index * SUPPLY_BYTES, block);
    bytes.set(entry, index * SUPPLY_BYTES + ENTRY_AT);
  }
  return bytes;
}

/** The blocks that a part of such a section names. */
function parseSupply(payload: Uint8Array): readonly SuppliedBlock[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  return Array.from({ length: Math.floor(payload.length / SUPPLY_BYTES) }, (_, index) => {
    const at = index * SUPPLY_BYTES;
    return { block: view.getUint32(at), entry: payload.subarray(at + ENTRY_AT, at + ENTRY_AT + ENTRY_BYTES) };
  });
}

/** The indexes of all sets that were met. */
export class SetIndexes {
  readonly #byKey = new Map<string, SetIndex>();
  /** Keys of sets that no longer count towards the limit. */
  readonly #settled = new Set<string>();
  #turnedAway = 0;

  get all(): readonly SetIndex[] {
    return [...this.#byKey.values()];
  }

  /** How many sectors were passed over because they belong to one set too many. */
  get turnedAway(): number {
    return this.#turnedAway;
  }

  /** Makes room for another set once nothing more is wanted of this one. */
  settle(setKey: string): void {
    this.#settled.add(setKey);
  }

  /** Takes a sector. Threat: a disc full of them; what no set has, or is more than any needs, is passed over. */
  add(sector: IndexSector): SetIndex | null {
    if (Math.max(sector.disc, sector.subject) > limits.discs) return null;
    const known = this.#byKey.get(sector.setKey);
    if (known === undefined && this.#byKey.size - this.#settled.size >= limits.sets) {
      this.#turnedAway += 1;
      return null;
    }
    const index = known ?? new SetIndex(sector.setKey);
    if (index.bytes > limits.indexBytes) return index;
    this.#byKey.set(sector.setKey, index);
    index.add(sector);
    return index;
  }
}
