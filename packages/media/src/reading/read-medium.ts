import type { CodingThreads } from '../coding/coding-threads.ts';
import { SECTOR_BYTES } from '../geometry/geometry.ts';
import type { SetIndex, SetIndexes } from '../index-sectors/set-index.ts';
import type { Extent, Medium } from '../medium/medium.ts';
import { readPastErrors } from '../medium/read-past-errors.ts';
import { HEADS_PER_COPY, INDEX_COPIES } from '../planning/plan-set.ts';
import { type BlockSink, DiscTarget } from '../scanning/disc-target.ts';
import { findFiles, type PlacedFile } from '../scanning/find-files.ts';
import { type FoundDisc, findIndex, type SearchOptions, takeSectors } from '../scanning/find-index.ts';
import { readFiles, takeScattered } from '../scanning/read-files.ts';
import type { AreaFile } from '../set/disc-layout.ts';
import { checkBag, type FileFinding } from './check-bag.ts';
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

/**
 * Reads one medium: finds out what it is, wherever that is written, and takes every block that is right. Gives the sets
 * of which there was something. Source: docs/media-format.md § Reading.
 */
export async function readMedium(medium: Medium, context: ReadingContext): Promise<readonly ReadingSet[]> {
  const found = await findIndex(medium, context.indexes, context);
  const discs = await openDiscs(found, context);
  const sets = [...new Set(discs.map(({ set }) => set))];
  const targets = sets.flatMap((set) => targetsOf(set));
  const sectors = { index: 0 };
  const placed =
    medium.kind === 'folder'
      ? placeByName(medium, discs, targets)
      : await searchImage(medium.extents[0]!, targets, context, sectors);
  await readFiles(placed, context.threads, context);
  if (medium.kind === 'folder') await searchOtherFiles(medium, targets, placed, context);
  for (const disc of discs) await note(medium, disc, findSink(disc, discs, targets), sectors.index);
  for (const set of sets) for (const { number } of set.description.discs) set.index.forgetBlocks(number);
  return sets;
}

async function openDiscs(found: readonly FoundDisc[], context: ReadingContext): Promise<OpenDisc[]> {
  const discs: OpenDisc[] = [];
  // Threat: a folder with thousands of indexes, each of which would have the same description judged again.
  const opened = new Map<SetIndex, ReadingSet | null>();
  for (const { index, disc, root } of found) {
    if (!opened.has(index)) opened.set(index, await context.openSet(index));
    const set = opened.get(index)!;
    if (set !== null && disc <= set.description.discs.length) discs.push({ set, disc, root });
  }
  return discs;
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

/** The files that have the names which the layouts give them, each in the folder of its disc. */
function placeByName(medium: Medium, discs: readonly OpenDisc[], targets: readonly DiscTarget[]): PlacedFile[] {
  const byPath = new Map(medium.extents.map((extent) => [extent.path, extent]));
  return targets.flatMap((target) => {
    const { number } = target.layout;
    const root = discs.find(({ set, disc }) => disc === number && set.index.setKey === target.setKey)?.root ?? '';
    return target.layout.files.flatMap((file) => {
      const extent = byPath.get(`${root}${file.path}`);
      return extent === undefined ? [] : [{ target, file, extent, position: 0 }];
    });
  });
}

function searchImage(
  extent: Extent,
  targets: readonly DiscTarget[],
  context: ReadingContext,
  sectors: { index: number },
): Promise<readonly PlacedFile[]> {
  return findFiles(extent, targets, { ...context, onBytes: () => undefined }, (bytes) => {
    sectors.index += takeSectors(bytes, '', new Map(), context.indexes);
  });
}

/** Files under other names may hold what is missing. */
async function searchOtherFiles(
  medium: Medium,
  targets: readonly DiscTarget[],
  placed: readonly PlacedFile[],
  context: ReadingContext,
): Promise<void> {
  const known = new Set(placed.map(({ extent }) => extent));
  for (const extent of medium.extents) {
    const open = targets.filter(isAnyWanted);
    if (open.length === 0) return;
    if (known.has(extent)) continue;
    await takeScattered(extent, open, context);
  }
}

function isAnyWanted({ sink, table }: DiscTarget): boolean {
  return table.known.some(({ start, count }) => {
    for (let block = start; block < start + count; block += 1) if (sink.wants(block)) return true;
    return false;
  });
}

/** What took the blocks of a disc; null where copies of it lie beside one another: which had a block is not known. */
function findSink(
  { set, disc }: OpenDisc,
  discs: readonly OpenDisc[],
  targets: readonly DiscTarget[],
): BlockSink | null {
  if (disc === 0 || discs.filter((other) => other.set === set && other.disc === disc).length > 1) return null;
  const target = targets.find(({ setKey, layout }) => setKey === set.index.setKey && layout.number === disc);
  return target?.sink ?? set.sinkOf(disc);
}

/** Notes on which medium a disc was found, and what is wrong with it besides lost blocks. */
async function note(medium: Medium, open: OpenDisc, sink: BlockSink | null, indexSectors: number): Promise<void> {
  const { set, disc } = open;
  const notes = set.notes[disc - 1];
  if (notes === undefined) return;
  set.noteMedium(disc, medium.name, sink);
  const problems =
    medium.kind === 'folder'
      ? await checkFolder(medium, open, sink)
      : await checkImage(medium, set, disc, indexSectors);
  // biome-ignore lint/plugin: at most MOST_PROBLEMS.
  notes.problems.push(...problems.slice(0, MOST_PROBLEMS - notes.problems.length));
}

async function checkFolder(
  medium: Medium,
  { set, disc, root }: OpenDisc,
  sink: BlockSink | null,
): Promise<readonly DiscProblem[]> {
  // With both tables every byte was looked at: what was wanted, and still is, was not there.
  const isLookedAt = set.index.hasBlocks(disc) && set.index.runs(disc) !== null;
  const findingOf = ({ firstBlock, blocks }: AreaFile, { good, wants }: BlockSink): FileFinding => {
    const { value: missing } = good.missingRanges(firstBlock, firstBlock + blocks).next();
    if (missing === undefined) return 'whole';
    return isLookedAt && wants(missing.start) ? 'altered' : null;
  };
  const files = sink === null ? [] : set.index.layout(disc)!.files;
  const findings = new Map(files.map((file) => [file.path, findingOf(file, sink!)]));
  return checkBag(medium, root, (path) => findings.get(path) ?? null);
}

/** Where the volume descriptors of ISO 9660 begin. Source: ECMA-119 § 6.2.1. */
const DESCRIPTORS_AT = 16 * SECTOR_BYTES;

async function checkImage(
  medium: Medium,
  { index, description }: ReadingSet,
  disc: number,
  indexSectors: number,
): Promise<readonly DiscProblem[]> {
  const { bytes, bad } = await readPastErrors(medium.extents[0]!, DESCRIPTORS_AT, SECTOR_BYTES);
  const hasDirectory = bad === null && Buffer.from(bytes.subarray(1, 6)).toString('latin1') === 'CD001';
  const runs = description.discs.map(({ number }) => index.countOf('runs', number) ?? 1);
  const head = [index.countOf('description', 0)!, index.countOf('signature', 0) ?? 1, ...runs];
  const headSectors = head.reduce((sum, count) => sum + count, 0);
  const expected = INDEX_COPIES * (HEADS_PER_COPY * headSectors + (index.countOf('blocks', disc) ?? 1));
  return [
    ...(hasDirectory ? [] : [{ kind: 'directory-damaged', file: null } as const]),
    ...(indexSectors >= expected ? [] : [{ kind: 'index-damaged', file: null } as const]),
  ];
}
