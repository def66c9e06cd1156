import type { Database, Value } from './database.ts';
import type { ImportedGroup } from './record-sink.ts';
import type { SegmentFolder, StagedSegments } from './segment-folder.ts';

/** Of a row of the table: that no record names the segment. */
export const isUnnamed = 'NOT EXISTS (SELECT 1 FROM record_segments rs WHERE rs.sha256 = segments.sha256)';

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
    const rows = await this.#findRows(segments.map(({ sha256 }) => sha256));
    const lost = await this.#findLost(rows);
    const added = segments.filter(({ sha256 }) => !rows.has(sha256) || lost.has(sha256));
    for (const { sha256 } of added) this.#unclaimed.add(sha256);
    for (const { record } of records) for (const { sha256 } of record.segments) this.#unclaimed.delete(sha256);
    await this.#staged?.write(added);
    const isRow = this.#staged === null;
    const toRow = ({ sha256, bytes }: (typeof added)[number]): Value[] => [sha256, bytes.length, isRow ? bytes : null];
    const missing = added.filter(({ sha256 }) => !rows.has(sha256));
    await this.#database.insert('segments', missing.map(toRow));
  }

  /** Removes those that no record names: they belong to refused ones. */
  async removeUnclaimed(): Promise<void> {
    if (this.#unclaimed.size === 0) return;
    const names = [...this.#unclaimed];
    await this.#database.rows(
      `DELETE FROM segments WHERE sha256 IN ${this.#database.dialect.texts('$1')} AND ${isUnnamed}`,
      [JSON.stringify(names)],
    );
    await this.#staged?.remove(names);
  }

  /** Brings the files to the disc, before the transaction ends. */
  async sync(): Promise<void> {
    await this.#staged?.sync();
  }

  /** From now on the files are not discarded; to be called before the transaction ends. */
  keep(): void {
    this.#staged?.keep();
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

  /** Which of these have rows, and whether their bytes are files. */
  async #findRows(names: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    if (names.length === 0) return new Map();
    const rows = await this.#database.rows(
      `SELECT sha256, CASE WHEN content IS NULL THEN 1 ELSE 0 END AS is_file FROM segments
       WHERE sha256 IN ${this.#database.dialect.texts('$1')}`,
      [JSON.stringify(names)],
    );
    return new Map(rows.map((row) => [String(row['sha256']), row['is_file'] === 1]));
  }

  /** Those whose file is gone: an erasure that was interrupted leaves rows of files that it has removed. */
  async #findLost(rows: ReadonlyMap<string, boolean>): Promise<ReadonlySet<string>> {
    const lost = new Set<string>();
    if (this.#folder === null) return lost;
    for (const [sha256, isFile] of rows) if (isFile && !(await this.#folder.has(sha256))) lost.add(sha256);
    return lost;
  }
}
