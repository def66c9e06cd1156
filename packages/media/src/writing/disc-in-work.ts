import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunDigests } from '../format/block-set.ts';
import { type DiscLayout, type LayoutFacts, layOutDisc } from '../format/disc-layout.ts';
import { attempt, createDiscFolder, type DiscFolder } from '../medium/disc-folder.ts';

/** A disc that is being written. */
export interface DiscInWork {
  readonly layout: DiscLayout;
  readonly folder: DiscFolder;
  readonly tables: DiscTables;
}

/** The discs of a set that is being written, with the files that stay open meanwhile. */
interface Discs extends AsyncDisposable {
  readonly list: readonly DiscInWork[];
}

/** Starts the discs of a plan, each in a folder of its own below `staging`. */
export async function createDiscs(staging: string, plan: LayoutFacts): Promise<Discs> {
  const count = plan.discs.length;
  const list: DiscInWork[] = [];
  for (const { number } of plan.discs) {
    const tables = await DiscTables.create(join(staging, tableFile(number)));
    const folder = await createDiscFolder(join(staging, nameFolder(number, count)));
    list.push({ layout: layOutDisc(plan, number), tables, folder });
  }
  const close = async (): Promise<void> => {
    for (const { tables } of list) await tables.close();
  };
  return { list, [Symbol.asyncDispose]: close };
}

/** The folder of a disc: `disc-01-of-05`. */
export function nameFolder(number: number, count: number): string {
  const digits = Math.max(2, String(count).length);
  const [each, all] = [number, count].map((value) => String(value).padStart(digits, '0'));
  return `disc-${each}-of-${all}`;
}

/** The file beside the discs that holds the table of blocks of one of them while the set is being written. */
export function tableFile(number: number): string {
  return `.blocks-${number}`;
}

/** The two tables of a disc while it is being written. That of the blocks is kept in a file: it may be large. */
class DiscTables {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #blocksDigest = createHash('sha256');
  readonly #runs: Uint8Array[] = [];
  #blocksBytes = 0;

  private constructor(file: string, handle: FileHandle) {
    this.#file = file;
    this.#handle = handle;
  }

  /** Keeps the table of blocks in a new file. */
  static async create(file: string): Promise<DiscTables> {
    return new DiscTables(file, await attempt(file, () => open(file, 'wx+', 0o600)));
  }

  /** Adds the next run of the disc. */
  async add({ digest, entries }: RunDigests): Promise<void> {
    this.#runs.push(digest);
    this.#blocksDigest.update(entries);
    this.#blocksBytes += entries.length;
    await attempt(this.#file, () => this.#handle.appendFile(entries));
  }

  /** The table of runs. */
  get runs(): Uint8Array {
    return Buffer.concat(this.#runs);
  }

  /** SHA-256 of both tables, hex, as the set description gives them; called once. */
  digests(): { readonly runs: string; readonly blocks: string } {
    return { runs: createHash('sha256').update(this.runs).digest('hex'), blocks: this.#blocksDigest.digest('hex') };
  }

  get blocksBytes(): number {
    return this.#blocksBytes;
  }

  /** Part of the table of blocks. */
  async readBlocks(at: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    await attempt(this.#file, () => this.#handle.read(bytes, 0, length, at));
    return bytes;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
