import { rm } from 'node:fs/promises';
import type { ClosableSource } from '@scelle/core';
import { createPartialPath } from '@scelle/core/internal';
import { CodingThreads } from '../coding/coding-threads.ts';
import { MediaError } from '../errors/media-error.ts';
import { digestBlock, encodeSupply, type SuppliedBlock } from '../format/block-set.ts';
import { toSetKey } from '../format/description.ts';
import { type DiscLayout, fileOfBlock, layOutDisc, placeOfBlock } from '../format/disc-layout.ts';
import { MAX_FILE_BYTES, SECTOR_BYTES } from '../format/geometry.ts';
import { encodeSection } from '../format/section.ts';
import { createDiscFolder, type DiscFolder, requireFreeName, type SequentialFile } from '../medium/disc-folder.ts';
import { listRequested, type ParsedRequest, parseBlockRequest } from '../recovery/block-request.ts';
import { examineItems, type ItemSource, type SetContents } from './examine-items.ts';
import { indexPath } from './finish-disc.ts';
import { publishFolder } from './publish-set.ts';

/** What was written for a request. */
export interface WrittenPatch {
  readonly setKey: string;
  readonly folder: string;
  readonly blocks: number;
  readonly bytes: number;
}

/**
 * Writes the blocks that a request asks for, taken from the files that the set was made from, into a new folder that is
 * read like a disc. Throws `request-invalid`, `request-unmet` where a file is not among the contents, and what examining
 * the contents throws. Source: docs/media-format.md § Re-supply.
 */
export async function writePatch(
  requestBytes: Uint8Array,
  requestFile: string,
  contents: SetContents,
  out: string,
): Promise<WrittenPatch> {
  const parsed = parseBlockRequest(requestBytes, requestFile);
  await requireFreeName(out);
  await using threads = new CodingThreads();
  const sources = findSources(parsed, await examineItems(contents, threads, () => undefined));
  const staging = createPartialPath(out);
  try {
    const folder = await createDiscFolder(staging);
    const written = await writeBlocks(folder, parsed, sources);
    await publishFolder(staging, out);
    return { setKey: toSetKey(parsed.descriptionBytes), folder: out, ...written };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

/** The items that hold what is asked for, by their indices in the set. */
function findSources(parsed: ParsedRequest, given: readonly ItemSource[]): Map<number, ItemSource> {
  const found = new Map<number, ItemSource>();
  for (const index of listRequested(parsed)) {
    const { sha256, name } = parsed.description.items[index]!;
    const source = given.find(({ item }) => item.sha256 === sha256);
    if (source === undefined) throw new MediaError('request-unmet', { name });
    found.set(index, source);
  }
  return found;
}

async function writeBlocks(
  folder: DiscFolder,
  { request, description, descriptionBytes, signature }: ParsedRequest,
  sources: ReadonlyMap<number, ItemSource>,
): Promise<{ blocks: number; bytes: number }> {
  const setKey = toSetKey(descriptionBytes);
  const sections = [
    encodeSection({ setKey, kind: 'description', subject: 0 }, 0, descriptionBytes),
    encodeSection({ setKey, kind: 'signature', subject: 0 }, 0, signature),
  ];
  await using output = new BlockFiles(folder);
  await using opened = new OpenItems(sources);
  for (const { disc, ranges } of request.discs) {
    const layout = layOutDisc(description, disc);
    const supplied: SuppliedBlock[] = [];
    for (const { start, count } of ranges) {
      for (let block = start; block < start + count; block += 1) {
        const bytes = await readBlock(layout, block, opened);
        await output.append(bytes);
        supplied.push({ block, entry: digestBlock(bytes) });
      }
    }
    sections.push(encodeSection({ setKey, kind: 'supply', subject: disc }, 0, encodeSupply(supplied)));
  }
  await output.finish();
  await folder.add(indexPath(1), Buffer.concat(sections));
  return { blocks: output.blocks, bytes: output.bytes };
}

async function readBlock(layout: DiscLayout, block: number, items: OpenItems): Promise<Uint8Array> {
  const file = fileOfBlock(layout, block);
  const { at, length } = placeOfBlock(layout, file, block);
  const source = await items.open(file.piece!.item);
  return source.read(file.piece!.offset + at, length);
}

/** The item that blocks are taken from, kept open until another one is wanted. */
class OpenItems implements AsyncDisposable {
  readonly #sources: ReadonlyMap<number, ItemSource>;
  #item = -1;
  #opened: ClosableSource | null = null;

  constructor(sources: ReadonlyMap<number, ItemSource>) {
    this.#sources = sources;
  }

  async open(item: number): Promise<ClosableSource> {
    if (this.#item === item && this.#opened !== null) return this.#opened;
    await this.#opened?.close();
    this.#item = item;
    this.#opened = await this.#sources.get(item)!.open();
    return this.#opened;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened?.close();
  }
}

/** Files of blocks, each at the beginning of a sector. */
class BlockFiles implements AsyncDisposable {
  readonly #folder: DiscFolder;
  #file: SequentialFile | null = null;
  #files = 0;
  #fileBytes = 0;
  blocks = 0;
  bytes = 0;

  constructor(folder: DiscFolder) {
    this.#folder = folder;
  }

  async append(block: Uint8Array): Promise<void> {
    const padded = new Uint8Array(Math.ceil(block.length / SECTOR_BYTES) * SECTOR_BYTES);
    padded.set(block);
    if (this.#file !== null && this.#fileBytes + padded.length > MAX_FILE_BYTES) await this.finish();
    if (this.#file === null) {
      this.#files += 1;
      this.#fileBytes = 0;
      this.#file = await this.#folder.create(`blocks/${String(this.#files).padStart(3, '0')}.bin`);
    }
    await this.#file.append(padded);
    this.#fileBytes += padded.length;
    this.blocks += 1;
    this.bytes += padded.length;
  }

  async finish(): Promise<void> {
    await this.#file?.finish();
    this.#file = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file?.[Symbol.asyncDispose]();
  }
}
