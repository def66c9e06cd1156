import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Signer } from '@scelle/core';
import { createPartialPath, text } from '@scelle/core/internal';
import { CodingThreads } from '../coding/coding-threads.ts';
import { MediaError } from '../errors/media-error.ts';
import { sectorsOfDisc } from '../geometry/geometry.ts';
import { examineItems, type ItemSource, type SetContents } from '../items/examine-items.ts';
import { renderLabels, renderSlip } from '../papers/papers.ts';
import { planSet, toSectors } from '../planning/plan-set.ts';
import type { MediaPhase } from '../progress.ts';
import { attempt, requireFreeName } from '../set/disc-folder.ts';
import type { LayoutFacts } from '../set/disc-layout.ts';
import { createDiscs, type DiscInWork, nameFolder, tableFile } from './disc-in-work.ts';
import { gatherCompanions } from './disc-texts.ts';
import { makeImage, nameVolume, publishFolder } from './publish-folder.ts';
import { writeBag } from './write-bag.ts';
import { writeContent } from './write-content.ts';
import { describeSet, type SignedHead, writeIndex } from './write-index.ts';
import type { WriteMediaOptions, WrittenSet } from './write-options.ts';
import { writeCross, writeParity } from './write-parity.ts';

/**
 * Lays sealed batches and signed receipts out on discs that may get scratched or lost, as folders and, if wanted, as
 * images. The folder appears when all of it is there, images included; where these cannot be made, without them.
 * Throws `items-missing`, `item-not-sealed`, `item-damaged`, `item-twice`, `parties-differ`, `too-many-items`,
 * `disc-too-small`, `disc-too-large`, `too-many-discs`, `parity-out-of-range`, `set-exists`, `xorriso-missing`,
 * `xorriso-failed`, and core's `source-…` and `target-…` codes. Source: docs/media-format.md.
 */
export async function writeMediaSet(
  contents: SetContents,
  signer: Signer,
  options: WriteMediaOptions,
): Promise<WrittenSet> {
  checkTexts(options);
  const out = resolve(options.out);
  await requireFreeName(out);
  await using threads = new CodingThreads(options.threads);
  const sources = await examineItems(contents, threads, progressOf(options, 'examine', 'files'));
  const companions = await gatherCompanions(sources, options);
  const plan = planSet(
    sources.map(({ item }) => item),
    {
      sectors: sectorsOfDisc(options.disc),
      parity: options.parity ?? 0.15,
      spareDiscs: options.spareDiscs ?? 0,
      companionFiles: companions.size,
      companionSectors: [...companions.values()].reduce((sum, { length }) => sum + toSectors(length), 0),
    },
  );

  const staging = createPartialPath(out);
  try {
    await attempt(out, () => mkdir(staging, { mode: 0o700 }));
    await using discs = await createDiscs(staging, plan);
    await writeAreas(sources, plan, discs.list, threads, options);
    const head = await describeSet(sources, plan, discs.list, signer, options);
    for (const disc of discs.list) await finishDisc(disc, head, companions);
    await writePages(staging, head, options);
    const images = options.images === true ? await makeImages(staging, discs.list, head.setKey, options) : noImages;
    await publishFolder(staging, out);
    const set = describeWritten(out, discs.list, head, images.made);
    await options.onPublished?.(set);
    if (images.failure !== null) throw images.failure;
    return set;
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

/** They go into documents and onto labels. */
function checkTexts({ label = '', contact = '' }: WriteMediaOptions): void {
  for (const [field, value] of Object.entries({ label, contact })) {
    if (!text(64).safeParse(value).success) throw new MediaError('text-invalid', { field, limit: 64 });
  }
}

function progressOf({ onProgress }: WriteMediaOptions, phase: MediaPhase, unit: 'bytes' | 'files') {
  return (done: number, total: number) => onProgress?.({ phase, done, total, unit });
}

async function writeAreas(
  sources: readonly ItemSource[],
  plan: LayoutFacts,
  discs: readonly DiscInWork[],
  threads: CodingThreads,
  options: WriteMediaOptions,
): Promise<void> {
  const data = discs.filter(({ layout }) => layout.kind === 'data');
  const spare = discs.filter(({ layout }) => layout.kind === 'spare');
  const contentBytes = plan.items.reduce((sum, { bytes }) => sum + bytes, 0);
  const blockBytes = (list: readonly DiscInWork[]) =>
    list.reduce((sum, { layout }) => sum + layout.stripes.contentBlocks * plan.blockBytes, 0);
  await writeContent(sources, plan, data, threads, count(options, 'content', contentBytes));
  await writeCross(data, spare, threads, count(options, 'cross', blockBytes(data)));
  const onParity = count(options, 'parity', blockBytes(discs));
  for (const disc of discs) await writeParity(disc, threads, onParity);
}

/** Adds up what has been done, and tells it. */
function count(options: WriteMediaOptions, phase: MediaPhase, total: number): (bytes: number) => void {
  let done = 0;
  const tell = progressOf(options, phase, 'bytes');
  return (bytes) => {
    done = Math.min(total, done + bytes);
    tell(done, total);
  };
}

async function finishDisc(
  disc: DiscInWork,
  head: SignedHead,
  companions: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  await writeIndex(disc, head);
  for (const [path, bytes] of companions) await disc.folder.add(path, bytes);
  await disc.folder.add('set.json', head.description);
  await disc.folder.add('set.json.minisig', head.signature);
  await writeBag(disc, head.document);
  await rm(join(disc.folder.path, '..', tableFile(disc.layout.number)));
}

/** Labels and slip. */
async function writePages(
  folder: string,
  { setKey, document }: SignedHead,
  { language = 'en', digestWords, contact }: WriteMediaOptions,
): Promise<void> {
  const words = { digestWords: digestWords ?? null, contact: contact ?? null };
  const view = { description: document, setKey, language, ...words };
  for (const [name, page] of [
    [pages.labels, renderLabels(view)],
    [pages.slip, renderSlip(view)],
  ] as const) {
    const path = join(folder, name);
    await attempt(path, () => writeFile(path, page, { flag: 'wx', mode: 0o600 }));
  }
}

const pages = { labels: 'labels.html', slip: 'delivery-slip.html' } as const;

/** How far the making of images came. */
interface MadeImages {
  /** Images of the first so many discs. */
  readonly made: number;
  /** Why there are no more: the folders, which are complete, do not suffer from it. */
  readonly failure: MediaError | null;
}

const noImages: MadeImages = { made: 0, failure: null };

async function makeImages(
  staging: string,
  discs: readonly DiscInWork[],
  setKey: string,
  options: WriteMediaOptions,
): Promise<MadeImages> {
  const tell = progressOf(options, 'image', 'files');
  for (const [index, { folder, layout }] of discs.entries()) {
    const { number } = layout;
    try {
      await makeImage(folder.path, layout, nameVolume(setKey, number), join(staging, nameImage(number, discs.length)));
    } catch (error) {
      if (error instanceof MediaError) return { made: index, failure: error };
      throw error;
    }
    tell(index + 1, discs.length);
  }
  return { made: discs.length, failure: null };
}

function describeWritten(
  out: string,
  discs: readonly DiscInWork[],
  { setKey, document }: SignedHead,
  images: number,
): WrittenSet {
  const written = discs.map(({ folder, layout: { number } }, index) => ({
    folder: join(out, nameFolder(number, discs.length)),
    image: index < images ? join(out, nameImage(number, discs.length)) : null,
    bytes: [...folder.files.values()].reduce((sum, { bytes }) => sum + bytes, 0),
  }));
  const [labels, slip] = [join(out, pages.labels), join(out, pages.slip)];
  return { setKey, description: document, discs: written, labels, slip };
}

function nameImage(number: number, count: number): string {
  return `${nameFolder(number, count)}.iso`;
}
