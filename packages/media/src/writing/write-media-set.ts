import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  createPartialPath,
  createUuidV7,
  type Environment,
  type Language,
  type Signer,
  signDocument,
  systemEnvironment,
  toInstant,
  VERSION,
} from '@scelle/core';
import { CodingThreads } from '../coding/coding-threads.ts';
import { type DiscType, sectorsOfDisc } from '../geometry/disc-types.ts';
import { examineItems, type SetContents } from '../items/examine-items.ts';
import type { ItemSource } from '../items/item-source.ts';
import { toSectors } from '../planning/disc-space.ts';
import { nameOnDisc, planSet } from '../planning/plan-set.ts';
import type { MediaPhase, OnMediaProgress } from '../progress/progress.ts';
import { renderLabels } from '../render/labels.ts';
import type { DigestWords } from '../render/set-view.ts';
import { renderSlip } from '../render/slip.ts';
import { encodeDescription, MEDIA_FORMAT, MEDIA_ROLE, type SetDescription } from '../set/description.ts';
import { type LayoutFacts, layOutDisc } from '../set/disc-layout.ts';
import { toSetKey } from '../set/set-key.ts';
import { attempt, createDiscFolder, requireFreeName } from './disc-folder.ts';
import type { DiscInWork } from './disc-in-work.ts';
import { DiscTables } from './disc-tables.ts';
import { readDiscFiles, writeTexts } from './disc-texts.ts';
import { makeImage, nameVolume } from './make-image.ts';
import { writeBag } from './write-bag.ts';
import { writeContent } from './write-content.ts';
import { writeCross } from './write-cross.ts';
import { type IndexHead, writeIndex } from './write-index.ts';
import { writeParity } from './write-parity.ts';

/** How a set is written. */
export interface WriteMediaOptions {
  /** New folder, which gets a folder for each disc, labels and the delivery slip. */
  readonly out: string;
  /** What the discs are, or how many bytes fit on one. */
  readonly disc: DiscType | number;
  /** Parity within each disc as a share of its content. Default: 0.15. */
  readonly parity?: number;
  /** How many discs may be missing. Default: 0. */
  readonly spareDiscs?: number;
  /** Whether images are made too, ready to burn. Default: false. */
  readonly images?: boolean;
  /** A few words for the label, at most 64 characters. */
  readonly label?: string;
  /** Whom to call about a disc that was found. */
  readonly contact?: string;
  /** Language of label and slip; the texts on the discs are in both. Default: English. */
  readonly language?: Language;
  /** The words by which people compare a digest. Default: the digest alone. */
  readonly digestWords?: DigestWords;
  readonly environment?: Environment;
  /** Threads that hash and compute parity; 0 for none beside this one. Default: one for each processor. */
  readonly threads?: number;
  readonly onProgress?: OnMediaProgress;
}

/** A set that was written. */
export interface WrittenSet {
  readonly setKey: string;
  readonly description: SetDescription;
  /** For each disc its folder, its image where one was made, and the bytes of its files. */
  readonly discs: readonly { readonly folder: string; readonly image: string | null; readonly bytes: number }[];
  readonly labels: string;
  readonly slip: string;
}

/**
 * Lays sealed batches and signed receipts out on discs that may get scratched or lost, as folders and, if wanted, as
 * images. The folder appears when all of it is there; images are made after that.
 * Throws `items-missing`, `item-not-sealed`, `item-damaged`, `item-twice`, `parties-differ`, `too-many-items`,
 * `disc-too-small`, `disc-too-large`, `too-many-discs`, `parity-out-of-range`, `set-exists`, `xorriso-missing`,
 * `xorriso-failed`, and core's `source-…` and `target-…` codes. Source: docs/media-format.md.
 */
export async function writeMediaSet(
  contents: SetContents,
  signer: Signer,
  options: WriteMediaOptions,
): Promise<WrittenSet> {
  const out = resolve(options.out);
  await requireFreeName(out);
  const sources = await examineItems(contents, progressOf(options, 'examine', 'files'));
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
    await attempt(out, () => mkdir(staging));
    await using discs = await createDiscs(staging, plan);
    await writeAreas(sources, plan, discs.list, options);
    const head = await describeSet(sources, plan, discs.list, signer, options);
    for (const disc of discs.list) await finishDisc(disc, head, companions);
    await attempt(out, () => rename(staging, out));
    return await complete(out, discs.list, head, options);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

function progressOf({ onProgress }: WriteMediaOptions, phase: MediaPhase, unit: 'bytes' | 'files') {
  return (done: number, total: number) => onProgress?.({ phase, done, total, unit });
}

/** The files that every disc carries besides the evidence: texts, restorer, specification, manifests. */
async function gatherCompanions(
  sources: readonly ItemSource[],
  options: WriteMediaOptions,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const { label = null, contact = null, spareDiscs = 0 } = options;
  const items = sources.map(({ item }) => item);
  const { parties } = sources[0]!;
  const manifests = sources.flatMap(({ companions }, index) => {
    const folder = `data/manifests/${nameOnDisc(items[index]!, index)}`;
    return Array.from(companions, ([name, bytes]) => [`${folder}/${name}`, bytes] as const);
  });
  // How many discs there will be depends on how long the texts are, but for nothing that matters here.
  const texts = writeTexts({ ...parties, label, contact, items, spareDiscs });
  return new Map([...(await readDiscFiles()), ...texts, ...manifests]);
}

interface Discs extends AsyncDisposable {
  readonly list: readonly DiscInWork[];
}

async function createDiscs(staging: string, plan: LayoutFacts): Promise<Discs> {
  const count = plan.discs.length;
  const list: DiscInWork[] = [];
  for (const { number } of plan.discs) {
    const tables = await DiscTables.create(join(staging, `.blocks-${number}`));
    const folder = await createDiscFolder(join(staging, nameFolder(number, count)));
    list.push({ layout: layOutDisc(plan, number), tables, folder });
  }
  const close = async (): Promise<void> => {
    for (const { tables } of list) await tables.close();
  };
  return { list, [Symbol.asyncDispose]: close };
}

/** `disc-01-of-05` */
function nameFolder(number: number, count: number): string {
  const digits = Math.max(2, String(count).length);
  const [each, all] = [number, count].map((value) => String(value).padStart(digits, '0'));
  return `disc-${each}-of-${all}`;
}

async function writeAreas(
  sources: readonly ItemSource[],
  plan: LayoutFacts,
  discs: readonly DiscInWork[],
  options: WriteMediaOptions,
): Promise<void> {
  await using threads = new CodingThreads(options.threads);
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

interface SignedHead extends IndexHead {
  readonly document: SetDescription;
}

async function describeSet(
  sources: readonly ItemSource[],
  plan: LayoutFacts,
  discs: readonly DiscInWork[],
  signer: Signer,
  { environment = systemEnvironment, label }: WriteMediaOptions,
): Promise<SignedHead> {
  const { parties } = sources[0]!;
  const time = toInstant(environment.now());
  const document: SetDescription = {
    format: MEDIA_FORMAT,
    id: createUuidV7(environment),
    label: label ?? null,
    createdAt: time,
    sender: parties.sender,
    recipient: parties.recipient,
    blockBytes: plan.blockBytes,
    stripe: plan.stripe,
    discs: plan.discs.map(({ number, kind, contentBlocks }, index) => ({
      number,
      kind,
      contentBlocks,
      ...discs[index]!.tables.digests(),
    })),
    items: sources.map(({ item }) => item),
    pieces: plan.pieces,
    producer: `scelle/${VERSION}`,
  };
  const description = encodeDescription(document);
  const statement = { format: MEDIA_FORMAT, role: MEDIA_ROLE, signer: parties.sender, time };
  const signature = await signDocument(signer, description, statement);
  const runs = discs.map(({ tables }) => tables.runs);
  return { setKey: toSetKey(description), document, description, signature, runs };
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
  await rm(join(disc.folder.path, '..', `.blocks-${disc.layout.number}`));
}

/** What stands beside the discs: labels and slip, and the images. */
async function complete(
  out: string,
  discs: readonly DiscInWork[],
  { setKey, document }: SignedHead,
  options: WriteMediaOptions,
): Promise<WrittenSet> {
  const { language = 'en', digestWords = null } = options;
  const view = { description: document, setKey, language, digestWords, contact: options.contact ?? null };
  const labels = await writePage(join(out, 'labels.html'), renderLabels(view));
  const slip = await writePage(join(out, 'delivery-slip.html'), renderSlip(view));
  const written = discs.map(({ folder, layout }) => ({
    folder: join(out, nameFolder(layout.number, discs.length)),
    image: options.images === true ? join(out, `${nameFolder(layout.number, discs.length)}.iso`) : null,
    bytes: [...folder.files.values()].reduce((sum, { bytes }) => sum + bytes, 0),
  }));
  const tell = progressOf(options, 'image', 'files');
  for (const [index, { folder, image }] of written.entries()) {
    const { layout } = discs[index]!;
    if (image !== null) await makeImage(folder, layout, nameVolume(setKey, layout.number), image);
    if (image !== null) tell(index + 1, written.length);
  }
  return { setKey, description: document, discs: written, labels, slip };
}

async function writePage(path: string, page: string): Promise<string> {
  await attempt(path, () => writeFile(path, page, { flag: 'wx' }));
  return path;
}
