import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Signer } from '@scelle/core';
import { createPartialPath } from '@scelle/core/internal';
import { CodingThreads } from '../coding/coding-threads.ts';
import type { LayoutFacts } from '../format/disc-layout.ts';
import { sectorsOfDisc } from '../format/geometry.ts';
import { attempt, requireFreeName } from '../medium/disc-folder.ts';
import { createDiscs, type DiscInWork, nameFolder } from './disc-in-work.ts';
import { gatherCompanions } from './disc-texts.ts';
import { examineItems, type ItemSource, type SetContents } from './examine-items.ts';
import { describeSet, finishDisc, type SignedHead } from './finish-disc.ts';
import { renderLabels, renderSlip } from './papers.ts';
import { planSet, toSectors } from './plan-set.ts';
import { makeImages, nameImage, noImages, publishFolder } from './publish-set.ts';
import { writeAreas } from './write-areas.ts';
import { checkTexts, progressOf, type WriteMediaOptions, type WrittenSet } from './write-options.ts';

/**
 * Lays sealed batches and signed receipts out on discs that may get scratched or lost, as folders and, if wanted, as
 * images. The folder appears when all of it is there, images included; where these cannot be made, without them.
 * Throws `items-missing`, `item-not-sealed`, `item-damaged`, `item-twice`, `parties-differ`, `too-many-items`,
 * `disc-too-small`, `disc-too-large`, `too-many-discs`, `parity-out-of-range`, `set-exists`, `xorriso-missing`,
 * `xorriso-failed`, and core's `option-invalid`, `source-…` and `target-…` codes. Source: docs/media-format.md.
 */
export async function writeMediaSet(
  contents: SetContents,
  signer: Signer,
  options: WriteMediaOptions,
): Promise<WrittenSet> {
  checkTexts(options);
  options.signal?.throwIfAborted();
  const out = resolve(options.out);
  await requireFreeName(out);
  await using threads = new CodingThreads(options.threads);
  const sources = await examineItems(contents, threads, progressOf(options, 'examine', 'files'));
  const companions = await gatherCompanions(sources, options);
  const plan = planDiscs(sources, companions, options);
  const staging = createPartialPath(out);
  try {
    await attempt(out, () => mkdir(staging, { mode: 0o700 }));
    await using discs = await createDiscs(staging, plan);
    await writeAreas(sources, plan, discs.list, threads, options);
    const head = await describeSet(sources, plan, discs.list, signer, options);
    for (const disc of discs.list) await finishDisc(disc, head, companions);
    await writePages(staging, head, options);
    const images = options.images === true ? await makeImages(staging, discs.list, head.setKey, options) : noImages;
    options.signal?.throwIfAborted();
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

/** Spreads the items over discs, beside what every disc carries. */
function planDiscs(
  sources: readonly ItemSource[],
  companions: ReadonlyMap<string, Uint8Array>,
  { disc, parity = 0.15, spareDiscs = 0 }: WriteMediaOptions,
): LayoutFacts {
  return planSet(
    sources.map(({ item }) => item),
    {
      sectors: sectorsOfDisc(disc),
      parity,
      spareDiscs,
      companionFiles: companions.size,
      companionSectors: [...companions.values()].reduce((sum, { length }) => sum + toSectors(length), 0),
    },
  );
}

/** Labels and slip. */
async function writePages(
  folder: string,
  { setKey, document }: SignedHead,
  { language = 'en', digestWords, contact, handOver = {} }: WriteMediaOptions,
): Promise<void> {
  const words = { digestWords: digestWords ?? null, contact: contact ?? null };
  const view = { description: document, setKey, language, handOver, ...words };
  for (const [name, page] of [
    [pages.labels, renderLabels(view)],
    [pages.slip, renderSlip(view)],
  ] as const) {
    const path = join(folder, name);
    await attempt(path, () => writeFile(path, page, { flag: 'wx', mode: 0o600 }));
  }
}

const pages = { labels: 'labels.html', slip: 'delivery-slip.html' } as const;

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
