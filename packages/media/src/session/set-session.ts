import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createPartialPath, toSystemCode } from '@scelle/core/internal';
import { BlockSet } from '../format/block-set.ts';
import type { SetDescription } from '../format/description.ts';
import type { AreaFile } from '../format/disc-layout.ts';
import { encodeSection } from '../format/section.ts';
import type { SetIndex, SetIndexes } from '../format/set-index.ts';
import { attempt, DiscBlocks, type FilePlace, makeOwnFolder } from '../medium/disc-folder.ts';
import { takeSectors } from '../reading/find-index.ts';
import type { BlockKeeper } from '../reading/reading-set.ts';
import { createSetState, type DiscState, discsOf, isItemThere, type SetState } from '../recovery/set-state.ts';

/** Bytes after which it is noted which blocks are there. */
const CHECKPOINT_BYTES = 64 << 20;

/** Name of the file with what is known of a set's index. */
const INDEX_FILE = 'index.bin';

/**
 * What was read of a set so far, as plain files in a folder, so that its discs may come on different days and a reading
 * that was ended by force goes on where it was: the items in the making, the contents of spare discs and the parity of
 * damaged ones, and for each disc which blocks are there. Blocks are noted only once they are on the disc.
 */
export class SetSession implements BlockKeeper {
  readonly state: SetState;
  readonly #folder: string;
  readonly #index: SetIndex;
  readonly #blocks = new Map<number, DiscBlocks>();
  /** The discs of which there is a note, by number. */
  readonly #noted: Set<number>;
  #unnoted = 0;
  #noting: Promise<void> = Promise.resolve();

  private constructor(folder: string, index: SetIndex, state: SetState) {
    this.#folder = folder;
    this.#index = index;
    this.state = state;
    this.#noted = new Set(discsOf(state).flatMap(({ layout, good }) => (good.count > 0 ? [layout.number] : [])));
  }

  /** Opens the session of a set below `root`, or begins one. */
  static async open(root: string, index: SetIndex, description: SetDescription): Promise<SetSession> {
    const folder = join(root, index.setKey);
    await makeOwnFolder(folder);
    await makeOwnFolder(join(folder, 'items'));
    return new SetSession(folder, index, await loadSetState(folder, description));
  }

  /** The file of an item in the making. */
  itemPath(item: number): string {
    return join(this.#folder, 'items', String(item + 1).padStart(6, '0'));
  }

  /** Where the blocks of a disc are kept. */
  blocksOf({ layout }: DiscState): DiscBlocks {
    const known = this.#blocks.get(layout.number);
    if (known !== undefined) return known;
    const blocks = new DiscBlocks(layout, (file) => this.#locate(layout.number, file));
    this.#blocks.set(layout.number, blocks);
    return blocks;
  }

  async keep(disc: DiscState, block: number, bytes: Uint8Array): Promise<void> {
    if (this.#unnoted >= CHECKPOINT_BYTES) {
      await this.#noting;
      this.#unnoted = 0;
      this.#noting = this.#note();
      // A failure counts when it is awaited, by the next one.
      this.#noting.catch(() => undefined);
    }
    await this.blocksOf(disc).write(block, bytes);
    this.#unnoted += bytes.length;
  }

  /** Notes durably what is there. */
  async checkpoint(): Promise<void> {
    await this.#noting;
    this.#unnoted = 0;
    await this.#note();
  }

  /** Forgets an item that was put together wrongly, so that it is read anew, and notes that it was wrong. */
  async forget(item: number): Promise<void> {
    await this.#save(wrongFile(item), new Uint8Array());
    for (const { layout, good } of this.state.data) {
      for (const { piece, firstBlock, blocks } of layout.files) {
        if (piece?.item === item) good.removeRange(firstBlock, firstBlock + blocks);
      }
    }
    await this.checkpoint();
  }

  /** What is noted was there before it is waited for; what is taken meanwhile is noted the next time. */
  async #note(): Promise<void> {
    // Threat: a description of 200 large discs of which nothing is there, for each of which megabytes would be written.
    const good = discsOf(this.state)
      .filter((disc) => disc.good.count > 0 || this.#noted.has(disc.layout.number))
      .map(({ layout, good }) => [layout.number, good.toBits()] as const);
    for (const blocks of this.#blocks.values()) await blocks.sync();
    await this.#saveIndex();
    for (const [number, bits] of good) {
      await this.#save(goodFile(number), bits);
      this.#noted.add(number);
    }
  }

  /** Closes the files. */
  async close(): Promise<void> {
    await this.#noting.catch(() => undefined);
    for (const blocks of this.#blocks.values()) await blocks[Symbol.asyncDispose]();
    this.#blocks.clear();
  }

  /** Removes all of it. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #locate(disc: number, { path, piece }: AreaFile): FilePlace {
    if (piece !== null) {
      const { item, offset } = piece;
      return { path: this.itemPath(item), offset, isFinished: () => isItemThere(this.state, item) };
    }
    const name = `disc-${String(disc).padStart(3, '0')}-${path.replace('/', '-')}`;
    return { path: join(this.#folder, name), offset: 0 };
  }

  async #saveIndex(): Promise<void> {
    const { setKey, descriptionBytes, signature, description } = this.#index;
    const sections = [
      descriptionBytes && encodeSection({ setKey, kind: 'description', subject: 0 }, 0, descriptionBytes),
      signature && encodeSection({ setKey, kind: 'signature', subject: 0 }, 0, signature),
      ...description!.discs.map(({ number }) => {
        const runs = this.#index.runs(number);
        return runs && encodeSection({ setKey, kind: 'runs', subject: number }, 0, runs);
      }),
    ];
    await this.#save(INDEX_FILE, Buffer.concat(sections.filter((section) => section !== null)));
  }

  /** Replaces a file at once, or not at all. */
  async #save(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#folder, name);
    await attempt(path, async () => {
      const partial = createPartialPath(path);
      await using handle = await open(partial, 'wx', 0o600);
      await handle.writeFile(bytes);
      await handle.sync();
      await rename(partial, path);
    });
  }
}

function goodFile(disc: number): string {
  return `good-${String(disc).padStart(3, '0')}`;
}

/** Marks an item that was put together wrongly; it counts as long as the item is missing. */
export function wrongFile(item: number): string {
  return `wrong-${String(item + 1).padStart(6, '0')}`;
}

/** Which blocks of a set were noted in the folder of its session. */
export async function loadSetState(folder: string, description: SetDescription): Promise<SetState> {
  const empty = createSetState(description);
  const load = async (disc: DiscState): Promise<DiscState> => ({ ...disc, good: await loadGood(folder, disc) });
  return { data: await Promise.all(empty.data.map(load)), spare: await Promise.all(empty.spare.map(load)) };
}

/** What was noted of a disc; nothing where it was not noted, or not for a disc of this size. */
async function loadGood(folder: string, { layout, good }: DiscState): Promise<BlockSet> {
  const bits = await readNoted(join(folder, goodFile(layout.number)), Math.ceil(good.size / 8));
  return bits === null ? good : BlockSet.fromBits(good.size, good.mark, bits);
}

async function readNoted(path: string, length: number): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(path);
    return bytes.length === length ? new Uint8Array(bytes) : null;
  } catch (error) {
    if (toSystemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Removes what was read of a set. */
export async function removeSession(root: string, setKey: string): Promise<void> {
  const folder = join(root, setKey);
  await attempt(folder, () => rm(folder, { recursive: true, force: true }));
}

/** The keys of the sets that were begun to be read below `root`; none where nothing ever was. */
export async function listSessionKeys(root: string): Promise<readonly string[]> {
  try {
    return (await readdir(root)).filter((name) => /^[0-9a-f]{32}$/.test(name)).sort();
  } catch (error) {
    if (toSystemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Adds what the session of a set knows of its index. */
export async function loadIndex(root: string, setKey: string, indexes: SetIndexes): Promise<void> {
  takeSectors(await readIfThere(join(root, setKey, INDEX_FILE)), '', new Map(), indexes);
}

/** The indexes of the sets that were begun to be read below `root`. */
export async function findSessions(root: string, indexes: SetIndexes): Promise<readonly SetIndex[]> {
  for (const setKey of await listSessionKeys(root)) await loadIndex(root, setKey, indexes);
  return indexes.all;
}

async function readIfThere(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (toSystemCode(error) === 'ENOENT') return new Uint8Array();
    throw error;
  }
}
