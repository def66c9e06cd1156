import { hash } from 'node:crypto';
import { type Environment, systemEnvironment, toInstant } from '@scelle/core';
import { CodingThreads } from '../coding/coding-threads.ts';
import { BlockSet } from '../format/block-set.ts';
import type { SetDescription } from '../format/description.ts';
import type { SetIndex } from '../format/set-index.ts';
import type { Medium } from '../medium/medium.ts';
import { MediaReading, type ReadingOptions } from '../reading/media-reading.ts';
import { type DiscNotes, type DiscProblem, ReadingSet } from '../reading/reading-set.ts';
import { type BlockRequest, chooseBlocks, REQUEST_FORMAT } from '../recovery/block-request.ts';
import {
  cloneSetState,
  countMissingContent,
  type DiscState,
  discsOf,
  isComplete,
  noRepairer,
  type SetState,
  solve,
} from '../recovery/set-state.ts';
import type { DiscReport, ItemReport, LostRange, MediaAnswer, MediaReport, PictureCell } from './media-report.ts';

/** What a report takes beside the set. */
interface ReportFacts {
  readonly checkedAt: string;
  readonly signatureChecked: boolean;
  /** Whether only blocks of use were looked at, as a reading does; the others then count as well. */
  readonly onlyUseful?: boolean;
  /** Whether blocks are asked for, too, that discs would bring which were not seen; else only where nothing else brings them. */
  readonly asksForDiscs?: boolean;
}

/** How many damaged ranges of a disc are listed, and how many cells its picture has. */
const MOST_RANGES = 200;
const PICTURE_CELLS = 600;

/** Says what was found of a set, what can be restored, and what is needed. */
export async function createMediaReport(set: ReadingSet, facts: ReportFacts): Promise<MediaReport> {
  const { description, index } = set;
  const state = facts.onlyUseful === true ? withUseless(set.state) : set.state;
  const restored = cloneSetState(state);
  await solve(restored, noRepairer);
  const found = set.withoutRestored(state);
  const discs = describeDiscs(set, found, restored);
  const unseen = discs.filter(({ seen }) => !seen).map(({ number }) => number);
  const needed = isComplete(restored) ? [] : await findNeededDiscs(state, unseen);
  const answer = judge(discs, needed, isComplete(restored));
  const { id, label, createdAt, sender, recipient } = description;
  return {
    format: 'scelle.media-report/1',
    answer,
    set: { key: index.setKey, id, label, createdAt, sender, recipient, signatureChecked: facts.signatureChecked },
    checkedAt: facts.checkedAt,
    discs,
    neededDiscs: needed ?? [],
    items: describeItems(description, found, restored),
    request: isAsking(answer, facts) ? await createRequest(index, state) : null,
  };
}

function isAsking(answer: MediaAnswer, { asksForDiscs = false }: ReportFacts): boolean {
  return answer === 'not-recoverable' || (answer === 'needs-discs' && asksForDiscs);
}

/** The parity of a disc whose content is there counts as there, and so does a spare disc where no data disc lacks anything. */
function withUseless(state: SetState): SetState {
  const supposed = cloneSetState(state);
  const isDataThere = isComplete(supposed);
  for (const disc of discsOf(supposed)) {
    const { layout, good } = disc;
    const isUseless = layout.kind === 'spare' && isDataThere;
    const from = isUseless ? 0 : countMissingContent(disc) === 0 ? layout.stripes.contentBlocks : layout.blocks;
    good.addRange(from, layout.blocks);
  }
  return supposed;
}

function judge(discs: readonly DiscReport[], needed: readonly number[] | null, complete: boolean): MediaAnswer {
  if (needed === null) return 'not-recoverable';
  if (!complete) return 'needs-discs';
  const isWhole = discs.every(
    ({ seen, damagedBlocks, problems }) =>
      seen && damagedBlocks === 0 && problems.every(({ kind }) => kind === 'file-of-system'),
  );
  return isWhole ? 'whole' : 'recoverable';
}

function describeDiscs(set: ReadingSet, found: SetState, restored: SetState): DiscReport[] {
  const { notes } = set;
  const after = discsOf(restored);
  const read = discsOf(set.withoutRestored(set.state));
  return discsOf(found).map((disc, index) => {
    const { layout, good } = disc;
    const { number, kind, stripes } = layout;
    const seen = read[index]!.good.count > 0 || notes[index]!.media.length > 0;
    const { ranges, count } = seen ? listDamaged(disc) : { ranges: [], count: 0 };
    return {
      number,
      kind,
      seen,
      media: [...new Set(notes[index]!.media.map(({ name }) => name))],
      contentBlocks: stripes.contentBlocks,
      parityBlocks: stripes.parityBlocks,
      damagedBlocks: seen ? layout.blocks - good.count : 0,
      lostBlocks: countMissingContent(after[index]!),
      damaged: ranges,
      damagedRanges: count,
      problems: listProblems(notes[index]!),
      picture: drawDisc(good, after[index]!, seen),
    };
  });
}

/** What one copy of a disc lacks shows nowhere else where another copy has it. */
function listProblems({ media, problems }: DiscNotes): readonly DiscProblem[] {
  const damaged = media.length > 1 ? media.filter(({ isDamaged }) => isDamaged) : [];
  return [...problems, ...damaged.map(({ name }) => ({ kind: 'copy-damaged', file: name }) as const)];
}

function listDamaged({ layout, good }: DiscState): { readonly ranges: readonly LostRange[]; readonly count: number } {
  const ranges: LostRange[] = [];
  let count = 0;
  for (const file of layout.files) {
    for (const missing of good.missingRanges(file.firstBlock, file.firstBlock + file.blocks)) {
      count += 1;
      if (ranges.length >= MOST_RANGES) continue;
      const start = (missing.start - file.firstBlock) * layout.blockBytes;
      const end = Math.min(file.bytes, start + missing.count * layout.blockBytes);
      ranges.push({ file: file.path, start, end });
    }
  }
  return { ranges, count };
}

/** Parity that is missing is lost only where it would have been needed. */
function drawDisc(good: BlockSet, restored: DiscState, seen: boolean): PictureCell[] {
  const { layout } = restored;
  const isContentThere = countMissingContent(restored) === 0;
  const cells = Math.min(PICTURE_CELLS, layout.blocks);
  return Array.from({ length: cells }, (_, cell) => {
    const start = Math.floor((cell * layout.blocks) / cells);
    const end = Math.floor(((cell + 1) * layout.blocks) / cells);
    let worst: PictureCell = seen ? 'good' : 'unseen';
    for (const missing of good.missingRanges(start, end)) {
      const first = restored.good.missingRanges(missing.start, missing.start + missing.count).next();
      const isLost = first.done !== true && !(isContentThere && first.value.start >= layout.stripes.contentBlocks);
      if (isLost) return seen ? 'lost' : 'unseen';
      worst = seen ? 'repaired' : 'unseen';
    }
    return worst;
  });
}

function describeItems(description: SetDescription, state: SetState, restored: SetState): ItemReport[] {
  const before = state.data.map((disc) => lostOfDisc(disc, description.items.length));
  const after = restored.data.map((disc) => lostOfDisc(disc, description.items.length));
  return description.items.map(({ kind, name, bytes }, item) => {
    const damagedBytes = before.reduce((sum, lost) => sum + lost[item]!, 0);
    const lostBytes = after.reduce((sum, lost) => sum + lost[item]!, 0);
    const itemState = lostBytes > 0 ? 'lost' : damagedBytes > 0 ? 'recoverable' : 'whole';
    return { kind, name, bytes, state: itemState, lostBytes };
  });
}

/** How many bytes of each item are missing on a disc. */
function lostOfDisc({ layout, good }: DiscState, items: number): number[] {
  const lost = new Array<number>(items).fill(0);
  for (const { piece, firstBlock, blocks, bytes } of layout.files) {
    if (piece === null) continue;
    for (const { start, count } of good.missingRanges(firstBlock, firstBlock + blocks)) {
      const at = (start - firstBlock) * layout.blockBytes;
      lost[piece.item]! += Math.min(bytes - at, count * layout.blockBytes);
    }
  }
  return lost;
}

async function createRequest(index: SetIndex, state: SetState): Promise<BlockRequest | null> {
  const { descriptionBytes, signature } = index;
  if (descriptionBytes === null || signature === null) return null;
  return {
    format: REQUEST_FORMAT,
    description: Buffer.from(descriptionBytes).toString('base64'),
    signature: Buffer.from(signature).toString('base64'),
    descriptionSha256: hash('sha256', descriptionBytes),
    discs: await chooseBlocks(state),
  };
}

/**
 * Discs among those that were not seen which, if they are well, suffice together with what is there: none left out that
 * could be. Null where even all of them do not suffice.
 */
async function findNeededDiscs(state: SetState, unseen: readonly number[]): Promise<readonly number[] | null> {
  if (!(await sufficesWith(state, unseen))) return null;
  let needed = unseen;
  let left = state.spare.length;
  for (const number of unseen.toReversed()) {
    // Every disc has a first block, which a disc of which there is nothing lacks; no more of them can lack it than there
    // are spare discs. Threat: a set of 200 large discs, for each of which all of it would be solved.
    const isEmpty = discsOf(state)[number - 1]!.good.count === 0;
    if (isEmpty && left === 0) continue;
    const fewer = needed.filter((other) => other !== number);
    if (!(await sufficesWith(state, fewer))) continue;
    needed = fewer;
    if (isEmpty) left -= 1;
  }
  return needed;
}

async function sufficesWith(state: SetState, numbers: readonly number[]): Promise<boolean> {
  const supposed = cloneSetState(state);
  const fill = (disc: DiscState): DiscState =>
    numbers.includes(disc.layout.number) ? { ...disc, good: full(disc) } : disc;
  const filled = { data: supposed.data.map(fill), spare: supposed.spare.map(fill) };
  await solve(filled, noRepairer);
  return discsOf(filled).length > 0 && isComplete(filled);
}

function full({ good }: DiscState): BlockSet {
  const set = new BlockSet(good.size, good.mark);
  set.addRange(0, good.size);
  return set;
}

/** How media are checked. */
export interface CheckMediaOptions extends ReadingOptions {
  readonly environment?: Pick<Environment, 'now'>;
  /** Whether a report asks the sender for what is missing also where discs that were not seen would bring it. */
  readonly asksForDiscs?: boolean;
  /** Called after each medium with what is known by then. */
  readonly onMedium?: (reports: readonly MediaReport[]) => void | Promise<void>;
}

/**
 * Checks media, in any order, all at once or one after the other, and says of each set that they belong to what is
 * damaged and whether it matters. Nothing is written. Throws `set-not-found`, `set-not-authentic`, `set-for-others`,
 * `set-invalid` where there is no set to report on, and `medium-unreadable`.
 */
export async function checkMedia(
  media: AsyncIterable<Medium> | Iterable<Medium>,
  options: CheckMediaOptions = {},
): Promise<readonly MediaReport[]> {
  const { environment = systemEnvironment, senders = [], asksForDiscs = false, onMedium } = options;
  await using threads = new CodingThreads(options.threads);
  const facts = { checkedAt: toInstant(environment.now()), signatureChecked: senders.length > 0 };
  const reading = new MediaReading(
    threads,
    options,
    async (index, description) => new ReadingSet(index, description, null),
  );
  const report = (asks: boolean): Promise<MediaReport[]> =>
    Promise.all(reading.sets.map((set) => createMediaReport(set, { ...facts, asksForDiscs: asks })));
  for await (const medium of media) {
    await reading.add(medium);
    if (onMedium !== undefined) await onMedium(await report(false));
  }
  reading.requireAny();
  return await report(asksForDiscs);
}
