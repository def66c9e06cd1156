import type { CodingThreads } from '../coding/coding-threads.ts';
import type { AreaFile } from '../format/disc-layout.ts';
import { HEADS_PER_COPY, INDEX_COPIES, SECTOR_BYTES } from '../format/geometry.ts';
import type { SetIndex, SetIndexes } from '../format/set-index.ts';
import { type Medium, readPastErrors } from '../medium/medium.ts';
import { checkBag, type FileCondition } from './check-bag.ts';
import { type BlockSink, DiscTarget } from './disc-target.ts';
import { findFiles, type PlacedFile } from './find-files.ts';
import { findIndex, type SearchOptions, takeSectors } from './find-index.ts';
import { readFiles, takeScattered } from './read-files.ts';
import { type DiscProblem, MOST_PROBLEMS, type ReadingSet } from './reading-set.ts';

/** What media are read with. */
export interface ReadingContext extends SearchOptions {
  readonly indexes: SetIndexes;
  readonly threads: CodingThreads;
  /** The set to which an index belongs; null where its description is not known, or not to be believed. */
  openSet(index: SetIndex): Promise<ReadingSet | null>;
}

/** A disc that lies on a medium, ready to be read. */
interface OpenDisc {
  readonly set: ReadingSet;
  /** Number of the disc on which the index lies; 0 for a re-supply. */
  readonly disc: number;
  readonly root: string;
}

/** Where the volume descriptors of ISO 9660 begin. Source: ECMA-119 § 6.2.1. */
const DESCRIPTORS_AT = 16 * SECTOR_BYTES;

/**
 * Reads one medium: finds out what it is, wherever that is written, and takes every block that is right.
 * Source: docs/media-format.md § Reading.
 */
export class MediumReader {
  readonly #medium: Medium;
  readonly #context: ReadingContext;
  /** The discs that lie on it. */
  #discs: readonly OpenDisc[] = [];
  /** What is looked for. */
  #targets: readonly DiscTarget[] = [];
  /** The files whose place is known. */
  #placed: readonly PlacedFile[] = [];
  /** Index sectors between the files of an image. */
  #indexSectors = 0;

  constructor(medium: Medium, context: ReadingContext) {
    this.#medium = medium;
    this.#context = context;
  }

  /** The sets of which there was something. Called once. */
  async read(): Promise<readonly ReadingSet[]> {
    await this.#openDiscs();
    const sets = [...new Set(this.#discs.map(({ set }) => set))];
    this.#targets = sets.flatMap(targetsOf);
    this.#placed = this.#isFolder ? this.#placeByName() : await this.#searchImage();
    await readFiles(this.#placed, this.#context.threads, this.#context);
    if (this.#isFolder) await this.#searchOtherFiles();
    for (const disc of this.#discs) await this.#note(disc);
    for (const { index, description } of sets) for (const { number } of description.discs) index.forgetBlocks(number);
    return sets;
  }

  get #isFolder(): boolean {
    return this.#medium.kind === 'folder';
  }

  async #openDiscs(): Promise<void> {
    const found = await findIndex(this.#medium, this.#context.indexes, this.#context);
    const discs: OpenDisc[] = [];
    // Threat: a folder with thousands of indexes, each of which would have the same description judged again.
    const opened = new Map<SetIndex, ReadingSet | null>();
    for (const { index, disc, root } of found) {
      if (!opened.has(index)) opened.set(index, await this.#context.openSet(index));
      const set = opened.get(index)!;
      if (set !== null && disc <= set.description.discs.length) discs.push({ set, disc, root });
    }
    this.#discs = discs;
  }

  /** The files that have the names which the layouts give them, each in the folder of its disc. */
  #placeByName(): readonly PlacedFile[] {
    const byPath = new Map(this.#medium.extents.map((extent) => [extent.path, extent]));
    return this.#targets.flatMap((target) => {
      const { layout, setKey } = target;
      const own = this.#discs.find(({ set, disc }) => disc === layout.number && set.index.setKey === setKey);
      return layout.files.flatMap((file) => {
        const extent = byPath.get(`${own?.root ?? ''}${file.path}`);
        return extent === undefined ? [] : [{ target, file, extent, position: 0 }];
      });
    });
  }

  /** The files wherever they lie; what lies between them may be index sectors. */
  #searchImage(): Promise<readonly PlacedFile[]> {
    const options = { ...this.#context, onBytes: () => undefined };
    return findFiles(this.#medium.extents[0]!, this.#targets, options, (bytes) => {
      this.#indexSectors += takeSectors(bytes, '', new Map(), this.#context.indexes);
    });
  }

  /** Files under other names may hold what is missing. */
  async #searchOtherFiles(): Promise<void> {
    const known = new Set(this.#placed.map(({ extent }) => extent));
    for (const extent of this.#medium.extents) {
      const open = this.#targets.filter(isAnyWanted);
      if (open.length === 0) return;
      if (!known.has(extent)) await takeScattered(extent, open, this.#context);
    }
  }

  /** Notes on which medium a disc was found, and what is wrong with it besides lost blocks. */
  async #note(open: OpenDisc): Promise<void> {
    const { set, disc } = open;
    const notes = set.notes[disc - 1];
    if (notes === undefined) return;
    const sink = this.#findSink(open);
    set.noteMedium(disc, this.#medium.name, sink);
    const problems = this.#isFolder ? await this.#checkFolder(open, sink) : await this.#checkImage(open);
    // biome-ignore lint/plugin: at most MOST_PROBLEMS.
    notes.problems.push(...problems.slice(0, MOST_PROBLEMS - notes.problems.length));
  }

  /** What took the blocks of a disc; null where copies of it lie beside one another: which had a block is not known. */
  #findSink({ set, disc }: OpenDisc): BlockSink | null {
    if (this.#discs.filter((other) => other.set === set && other.disc === disc).length > 1) return null;
    const { setKey } = set.index;
    const target = this.#targets.find((each) => each.setKey === setKey && each.layout.number === disc);
    return target?.sink ?? set.sinkOf(disc);
  }

  #checkFolder({ set, disc, root }: OpenDisc, sink: BlockSink | null): Promise<readonly DiscProblem[]> {
    // With both tables every byte was looked at: what was wanted, and still is, was not there.
    const isLookedAt = set.index.hasBlocks(disc) && set.index.runs(disc) !== null;
    const findingOf = ({ firstBlock, blocks }: AreaFile, { good, wants }: BlockSink): FileCondition => {
      const { value: missing } = good.missingRanges(firstBlock, firstBlock + blocks).next();
      if (missing === undefined) return 'whole';
      return isLookedAt && wants(missing.start) ? 'altered' : null;
    };
    const files = sink === null ? [] : set.index.layout(disc)!.files;
    const findings = new Map(files.map((file) => [file.path, findingOf(file, sink!)]));
    return checkBag(this.#medium, root, (path) => findings.get(path) ?? null);
  }

  /** Whether its directory is there, and every sector of its index, which lie between the files. */
  async #checkImage({ set: { index, description }, disc }: OpenDisc): Promise<readonly DiscProblem[]> {
    const { bytes, bad } = await readPastErrors(this.#medium.extents[0]!, DESCRIPTORS_AT, SECTOR_BYTES);
    const hasDirectory = bad === null && Buffer.from(bytes.subarray(1, 6)).toString('latin1') === 'CD001';
    const runs = description.discs.map(({ number }) => index.countOf('runs', number) ?? 1);
    const head = [index.countOf('description', 0)!, index.countOf('signature', 0) ?? 1, ...runs];
    const headSectors = head.reduce((sum, count) => sum + count, 0);
    const expected = INDEX_COPIES * (HEADS_PER_COPY * headSectors + (index.countOf('blocks', disc) ?? 1));
    return [
      ...(hasDirectory ? [] : [{ kind: 'directory-damaged', file: null } as const]),
      ...(this.#indexSectors >= expected ? [] : [{ kind: 'index-damaged', file: null } as const]),
    ];
  }
}

/** Every disc of which a table of blocks was found, be it that of the medium or of a disc to which blocks are re-supplied. */
function targetsOf(set: ReadingSet): DiscTarget[] {
  return set.description.discs
    .filter(({ number }) => set.index.hasBlocks(number))
    .flatMap(({ number }) => {
      const { index } = set;
      const [layout, runs, sink] = [index.layout(number)!, index.runs(number), set.sinkOf(number)];
      return index.blocks(number).map((table) => new DiscTarget(index.setKey, layout, table, runs, sink));
    });
}

function isAnyWanted({ sink, table }: DiscTarget): boolean {
  return table.known.some(({ start, count }) => {
    for (let block = start; block < start + count; block += 1) if (sink.wants(block)) return true;
    return false;
  });
}
