import { hash } from 'node:crypto';
import { ScelleError } from '@scelle/core';
import { type BlockRange, BlockSet, ENTRY_BYTES, parseSupply, type SuppliedBlock } from './block-set.ts';
import { parseDescription, type SetDescription, toSetKey } from './description.ts';
import { type DiscLayout, layOutDisc } from './disc-layout.ts';
import { limits } from './geometry.ts';
import { type Candidate, type IndexSector, PAYLOAD_BYTES, Section, type SectionKind } from './section.ts';

/** The entries of a disc's blocks, as far as they were found. */
export interface BlockTable {
  readonly entries: Uint8Array;
  /** Whether the entry of a block was found. */
  isKnown(block: number): boolean;
  /** The blocks whose entries were found. */
  readonly known: readonly BlockRange[];
}

/** The sections of one kind and subject, by their length: those of another length contradict them. */
type Sections = Map<number, Section>;

/** Tables of blocks of one disc that are gone by where none is the one that the description names. */
const MOST_TABLES = 4;

/**
 * What was found of the index of one set, on whatever disc, in whatever order. A section that contradicts the set
 * description is as good as missing, and keeps no other from being found: damage cannot pass for content, and neither
 * can malice.
 */
export class SetIndex {
  readonly setKey: string;
  /** By kind and subject. */
  readonly #sections = new Map<string, Sections>();
  /** Sections that came to be complete since they were looked at, by kind and subject. */
  readonly #fresh = new Map<string, Set<Section>>();
  /** What passed its test, by kind and subject, and how many sectors it took. */
  readonly #found = new Map<string, { readonly bytes: Uint8Array; readonly count: number }>();
  #description: SetDescription | null = null;
  /** Why the description that the key vouches for cannot be used: found out once. */
  #refusal: ScelleError | null = null;
  /** How many sectors the tables of a disc take; null where there is no such disc. */
  readonly #counts = new Map<number, { readonly runs: number; readonly blocks: number } | null>();
  #signature: Uint8Array | null = null;
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
    const name = `${kind} ${subject}`;
    if (this.#found.has(name) || !this.#isPossible(kind, subject, count)) return;
    const sections = this.#sections.get(name) ?? new Map<number, Section>();
    this.#sections.set(name, sections);
    const section = sections.get(count) ?? new Section(count);
    sections.set(count, section);
    if (!section.add(index, payload)) return;
    this.#payloads += 1;
    if (!section.isComplete) return;
    const fresh = this.#fresh.get(name) ?? new Set();
    this.#fresh.set(name, fresh.add(section));
    // What its key vouches for is judged before a forger can crowd it out.
    if (kind === 'description') void this.descriptionBytes;
  }

  /** Once the description is known, a table has the length that follows from it. */
  #isPossible(kind: SectionKind, subject: number, count: number): boolean {
    if ((kind !== 'runs' && kind !== 'blocks') || this.#description === null) return true;
    let counts = this.#counts.get(subject);
    if (counts === undefined) {
      const layout = this.layout(subject);
      const toCount = (bytes: number): number => Math.max(1, Math.ceil(bytes / PAYLOAD_BYTES));
      counts = layout && { runs: toCount(32 * layout.runs), blocks: toCount(ENTRY_BYTES * layout.blocks) };
      this.#counts.set(subject, counts);
    }
    return counts !== null && counts[kind] === count;
  }

  /** The description, once all of it was found. Throws what `parseDescription` throws. */
  get description(): SetDescription | null {
    if (this.#refusal !== null) throw this.#refusal;
    const bytes = this.#description === null ? this.descriptionBytes : null;
    if (bytes === null) return this.#description;
    try {
      this.#description = parseDescription(bytes);
      return this.#description;
    } catch (error) {
      if (ScelleError.is(error)) this.#refusal = error;
      throw error;
    }
  }

  /** The same; null also where it breaks the rules: the sets beside it do not suffer from it. */
  get #validDescription(): SetDescription | null {
    try {
      return this.description;
    } catch (error) {
      if (ScelleError.is(error)) return null;
      throw error;
    }
  }

  /** The bytes of the description, which the key of the set vouches for. */
  get descriptionBytes(): Uint8Array | null {
    return this.#find('description', 0, (bytes) => toSetKey(bytes) === this.setKey);
  }

  /** The bytes of its signature: the one that was accepted, or the first that was found. */
  get signature(): Uint8Array | null {
    return this.#signature ?? this.signatures[0] ?? null;
  }

  /** What may be its signature, which nothing vouches for but itself: whoever has keys tries them all. */
  get signatures(): readonly Uint8Array[] {
    return [...this.#sectionsOf('signature', 0)].flatMap(({ count, candidates }) =>
      count > Math.ceil(limits.signatureBytes / PAYLOAD_BYTES)
        ? []
        : candidates.filter(({ size }) => size === count).map((candidate) => join(candidate, count)),
    );
  }

  /** Keeps this one of them. */
  acceptSignature(signature: Uint8Array): void {
    this.#signature = signature;
  }

  /** The layout of a disc, once the description is known. */
  layout(disc: number): DiscLayout | null {
    const description = this.#validDescription;
    return description === null || disc < 1 || disc > description.discs.length ? null : layOutDisc(description, disc);
  }

  /** The table of runs of a disc: whole and authentic, or null. */
  runs(disc: number): Uint8Array | null {
    const expected = this.#validDescription?.discs[disc - 1]?.runs;
    if (expected === undefined) return null;
    return this.#find('runs', disc, (bytes) => hash('sha256', bytes) === expected);
  }

  /** Whether entries of blocks of a disc were found. */
  hasBlocks(disc: number): boolean {
    return (
      this.#sections.has(`blocks ${disc}`) || this.#found.has(`blocks ${disc}`) || this.#sections.has(`supply ${disc}`)
    );
  }

  /** Whether the table of blocks of a disc that the description names was found. */
  hasAllBlocks(disc: number): boolean {
    return this.#authenticBlocks(disc) !== null;
  }

  /**
   * The table of blocks of a disc: the one that the description names; where it was not found, what may be parts of it,
   * of which at most one is right at any place.
   */
  blocks(disc: number): readonly BlockTable[] {
    const layout = this.layout(disc);
    if (layout === null) return [];
    const bytes = ENTRY_BYTES * layout.blocks;
    const supplied = this.#supplyOf(disc).filter(({ block }) => block < layout.blocks);
    const authentic = this.#authenticBlocks(disc);
    if (authentic !== null && authentic.length === bytes)
      return [createTable(authentic, [{ start: 0, count: layout.blocks }], [])];
    const section = this.#sections.get(`blocks ${disc}`)?.get(Math.ceil(bytes / PAYLOAD_BYTES));
    const candidates = section?.candidates.slice(0, MOST_TABLES) ?? [];
    return (candidates.length === 0 ? [new Map<number, Uint8Array>()] : candidates).map((candidate) => {
      const entries = new Uint8Array(bytes);
      const known: BlockRange[] = [];
      for (const [index, payload] of candidate) {
        if (index * PAYLOAD_BYTES + payload.length > bytes) continue;
        entries.set(payload, index * PAYLOAD_BYTES);
        known.push({ start: (index * PAYLOAD_BYTES) / ENTRY_BYTES, count: Math.floor(payload.length / ENTRY_BYTES) });
      }
      return createTable(entries, known, supplied);
    });
  }

  /** How many sectors a whole section takes; null where nothing of it was found. */
  countOf(kind: SectionKind, subject: number): number | null {
    const found = this.#found.get(`${kind} ${subject}`);
    return found?.count ?? this.#sections.get(`${kind} ${subject}`)?.keys().next().value ?? null;
  }

  /** Forgets the table of blocks of a disc, which is large and no longer needed. */
  forgetBlocks(disc: number): void {
    for (const name of [`blocks ${disc}`, `supply ${disc}`]) {
      for (const { payloads } of this.#sections.get(name)?.values() ?? []) this.#payloads -= payloads;
      const found = this.#found.get(name);
      if (found !== undefined) this.#payloads -= found.count;
      this.#sections.delete(name);
      this.#fresh.delete(name);
      this.#found.delete(name);
    }
  }

  #authenticBlocks(disc: number): Uint8Array | null {
    const expected = this.#validDescription?.discs[disc - 1]?.blocks;
    return expected === undefined ? null : this.#find('blocks', disc, (bytes) => hash('sha256', bytes) === expected);
  }

  #supplyOf(disc: number): readonly SuppliedBlock[] {
    return [...this.#sectionsOf('supply', disc)].flatMap(({ candidates }) =>
      candidates.flatMap((candidate) => [...candidate.values()].flatMap(parseSupply)),
    );
  }

  #sectionsOf(kind: SectionKind, subject: number): Iterable<Section> {
    return this.#sections.get(`${kind} ${subject}`)?.values() ?? [];
  }

  /** The first complete section that passes the test. What it contradicts is forgotten then. */
  #find(kind: SectionKind, subject: number, test: (bytes: Uint8Array) => boolean): Uint8Array | null {
    const name = `${kind} ${subject}`;
    const found = this.#found.get(name);
    if (found !== undefined) return found.bytes;
    const fresh = this.#fresh.get(name) ?? new Set();
    for (const section of fresh) {
      const bytes = section.find(test);
      if (!section.isWaiting) fresh.delete(section);
      if (bytes === null) continue;
      for (const { payloads } of this.#sectionsOf(kind, subject)) this.#payloads -= payloads;
      this.#payloads += section.count;
      this.#found.set(name, { bytes, count: section.count });
      this.#sections.delete(name);
      this.#fresh.delete(name);
      return bytes;
    }
    return null;
  }
}

function join(candidate: Candidate, count: number): Uint8Array {
  return new Uint8Array(Buffer.concat(Array.from({ length: count }, (_, index) => candidate.get(index)!)));
}

function createTable(
  entries: Uint8Array,
  found: readonly BlockRange[],
  supplied: readonly SuppliedBlock[],
): BlockTable {
  for (const { block, entry } of supplied) entries.set(entry, block * ENTRY_BYTES);
  const known = [...found, ...supplied.map(({ block }) => ({ start: block, count: 1 }))];
  const blocks = new BlockSet(entries.length / ENTRY_BYTES, 0);
  for (const { start, count } of known) blocks.addRange(start, start + count);
  return { entries, known, isKnown: (block) => blocks.has(block) };
}

/** The indexes of all sets that were met. */
export class SetIndexes {
  readonly #byKey = new Map<string, SetIndex>();
  /** Keys of sets that no longer count towards the limit. */
  readonly #released = new Set<string>();
  #turnedAway = 0;

  get all(): readonly SetIndex[] {
    return [...this.#byKey.values()];
  }

  /** How many sectors were passed over because they belong to one set too many. */
  get turnedAway(): number {
    return this.#turnedAway;
  }

  /** Makes room for another set once nothing more is wanted of this one. */
  release(setKey: string): void {
    this.#released.add(setKey);
  }

  /** Takes a sector. Threat: a disc full of them; what no set has, or is more than any needs, is passed over. */
  add(sector: IndexSector): SetIndex | null {
    if (Math.max(sector.disc, sector.subject) > limits.discs) return null;
    const known = this.#byKey.get(sector.setKey);
    if (known === undefined && this.#byKey.size - this.#released.size >= limits.sets) {
      this.#turnedAway += 1;
      return null;
    }
    const index = known ?? new SetIndex(sector.setKey);
    // Threat: sectors that fill the room of the description, before which none of them can be judged.
    const isHead = sector.kind === 'description' || sector.kind === 'signature';
    if (index.bytes > (isHead ? 2 : 1) * limits.indexBytes) return index;
    this.#byKey.set(sector.setKey, index);
    index.add(sector);
    return index;
  }
}
