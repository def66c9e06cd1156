import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { RunDigests } from '../coding/block-digests.ts';
import { attempt } from './disc-folder.ts';

/** The two tables of a disc while it is being written. That of the blocks is kept in a file: it may be large. */
export class DiscTables {
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
