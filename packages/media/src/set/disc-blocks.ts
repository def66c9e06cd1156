import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt } from '../writing/disc-folder.ts';
import { type AreaFile, type DiscLayout, fileOfBlock, placeOfBlock } from './disc-layout.ts';

/** Where the bytes of a file of a disc are kept. */
export interface FilePlace {
  readonly path: string;
  /** From which byte on. */
  readonly offset: number;
  /** Whether nothing of it will be written any more; it may then belong to somebody who wants it unchanged. */
  readonly isFinished?: () => boolean;
}

export type LocateFile = (file: AreaFile) => FilePlace;

/** Reads and writes the blocks of a disc by their numbers, wherever they are kept. Made for `await using`. */
export class DiscBlocks implements AsyncDisposable {
  readonly #locate: LocateFile;
  readonly #layout: DiscLayout;
  readonly #handles = new Map<string, Promise<FileHandle>>();

  constructor(layout: DiscLayout, locate: LocateFile) {
    this.#locate = locate;
    this.#layout = layout;
  }

  /** So many blocks from `first` on into `target`, each filled up with zeros; what lies beyond `end` is zeros. */
  async read(first: number, count: number, end: number, target: Uint8Array): Promise<void> {
    const { blockBytes } = this.#layout;
    target.fill(0, 0, count * blockBytes);
    for (let block = first; block < Math.min(first + count, end); ) {
      const { file, at, length, blocks } = this.#reach(block, Math.min(first + count, end));
      const offset = (block - first) * blockBytes;
      await this.#use(file, (handle, base) => handle.read(target, offset, length, base + at));
      block += blocks;
    }
  }

  /** Writes blocks from `first` on; of the last one of a file only as much as belongs to it. */
  async write(first: number, bytes: Uint8Array): Promise<void> {
    const { blockBytes } = this.#layout;
    const end = first + Math.ceil(bytes.length / blockBytes);
    for (let block = first; block < end; ) {
      const { file, at, length, blocks } = this.#reach(block, end);
      const offset = (block - first) * blockBytes;
      await this.#use(file, (handle, base) => writeAll(handle, bytes.subarray(offset, offset + length), base + at));
      block += blocks;
    }
  }

  /** How far one can go from a block within its file. */
  #reach(block: number, end: number): { file: AreaFile; at: number; length: number; blocks: number } {
    const file = fileOfBlock(this.#layout, block);
    const blocks = Math.min(end, file.firstBlock + file.blocks) - block;
    const { at } = placeOfBlock(this.#layout, file, block);
    return { file, at, blocks, length: Math.min(blocks * this.#layout.blockBytes, file.bytes - at) };
  }

  /** Waits until everything that was written is on the disc. */
  async sync(): Promise<void> {
    for (const opening of this.#handles.values()) await (await opening).datasync();
  }

  /** Stripes jump between the files of a disc, so these stay open where they are few. */
  async #use(file: AreaFile, action: (handle: FileHandle, base: number) => Promise<unknown>): Promise<void> {
    const place = this.#locate(file);
    const { path, offset } = place;
    const opening = this.#handles.get(path) ?? attempt(path, () => open(path, flagsFor(place)));
    const isKept = this.#layout.files.length <= MOST_OPEN;
    if (isKept) this.#handles.set(path, opening);
    const handle = await opening;
    try {
      await attempt(path, () => action(handle, offset));
      if (!isKept) await handle.datasync();
    } finally {
      if (!isKept) await handle.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const opening of this.#handles.values()) await (await opening.catch(() => null))?.close();
    this.#handles.clear();
  }
}

const MOST_OPEN = 128;

function flagsFor({ isFinished }: FilePlace): number {
  return isFinished?.() === true ? constants.O_RDONLY : constants.O_RDWR | constants.O_CREAT;
}

/** The blocks of a disc in its own folder. */
export function blocksInFolder(folder: string, layout: DiscLayout): DiscBlocks {
  return new DiscBlocks(layout, ({ path }) => ({ path: join(folder, path), offset: 0 }));
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  }
}
