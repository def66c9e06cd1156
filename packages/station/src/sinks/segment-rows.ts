import type { Database, Value } from './database.ts';
import type { ImportedGroup } from './record-sink.ts';
import type { SegmentFolder, StagedSegments } from './segment-folder.ts';

/** The segments of one import: each is kept once, and only if a record that is imported names it. */
export class SegmentRows {
  readonly #database: Database;
  readonly #folder: SegmentFolder | null;
  /** Added by this import, and named by none of its records so far. */
  readonly #unclaimed = new Set<string>();
  #staged: StagedSegments | null = null;

  /** Without a folder their bytes are in the rows. */
  constructor(database: Database, folder: SegmentFolder | null) {
    this.#database = database;
    this.#folder = folder;
  }

  /** Begins the import of the batch with this manifest. */
  begin(digest: string): void {
    this.#staged = this.#folder?.stage(digest) ?? null;
  }

  /** Adds what a batch brings, and notes what these records name. */
  async add(segments: ImportedGroup['segments'], records: ImportedGroup['records']): Promise<void> {
    const known = await this.#findKnown(segments.map(({ sha256 }) => sha256));
    const added = segments.filter(({ sha256 }) => !known.has(sha256));
    for (const { sha256 } of added) this.#unclaimed.add(sha256);
    for (const { record } of records) for (const { sha256 } of record.segments) this.#unclaimed.delete(sha256);
    await this.#staged?.write(added);
    const isRow = this.#staged === null;
    const toRow = ({ sha256, bytes }: (typeof added)[number]): Value[] => [sha256, bytes.length, isRow ? bytes : null];
    await this.#database.insert('segments', added.map(toRow));
  }

  /** Removes those that no record names: they belong to refused ones. */
  async removeUnclaimed(): Promise<void> {
    if (this.#unclaimed.size === 0) return;
    const names = [...this.#unclaimed];
    await this.#database.rows(`DELETE FROM segments WHERE sha256 IN ${this.#database.dialect.texts('$1')}`, [
      JSON.stringify(names),
    ]);
    await this.#staged?.remove(names);
  }

  /** Brings the files to the disc, before the transaction ends. */
  async sync(): Promise<void> {
    await this.#staged?.sync();
  }

  /** Gives the files their places, once the transaction has ended. */
  async publish(): Promise<void> {
    await this.#staged?.publish();
    this.#staged = null;
  }

  /** Removes files that were not published. */
  async discard(): Promise<void> {
    await this.#staged?.discard();
  }

  async #findKnown(names: readonly string[]): Promise<ReadonlySet<string>> {
    if (names.length === 0) return new Set();
    const rows = await this.#database.rows(
      `SELECT sha256 FROM segments WHERE sha256 IN ${this.#database.dialect.texts('$1')}`,
      [JSON.stringify(names)],
    );
    return new Set(rows.map((row) => String(row['sha256'])));
  }
}
