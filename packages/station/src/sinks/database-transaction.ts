import type { IpEvidence, SignedDocument } from '@scelle/core';
import type { Database, TableName, Value } from './database.ts';
import { toAbsentRow, toBatchRow, toRecordRow, toSortable, toWorkText, WorkCatalogue } from './evidence-rows.ts';
import type {
  ImportedBatch,
  ImportedGroup,
  ImportedRecord,
  ImportTotals,
  SinkTransaction,
  SoughtFacts,
} from './record-sink.ts';
import type { SegmentFolder } from './segment-folder.ts';
import { SegmentRows } from './segment-rows.ts';

/** Rows of so many records are made at once: they are written before the garbage collector has to move them. */
const SLICE = 256;

/** The import of a batch into a database, in one transaction of it. */
export class DatabaseTransaction implements SinkTransaction {
  readonly #database: Database;
  readonly #works: WorkCatalogue;
  readonly #segments: SegmentRows;
  #batch = 0;
  #nextRecord = 0;

  constructor(database: Database, folder: SegmentFolder | null) {
    this.#database = database;
    this.#works = new WorkCatalogue(database);
    this.#segments = new SegmentRows(database, folder);
  }

  findReceipt(digest: string): Promise<SignedDocument | null> {
    return findReceipt(this.#database, digest);
  }

  async addBatch(batch: ImportedBatch): Promise<void> {
    const [next] = await this.#database.rows(
      `SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM batches) AS batch,
              (SELECT COALESCE(MAX(id), 0) + 1 FROM records) AS record`,
    );
    this.#batch = Number(next!['batch']);
    this.#nextRecord = Number(next!['record']);
    this.#segments.begin(batch.digest);
    await this.#database.insert('batches', [toBatchRow(this.#batch, batch)]);
  }

  async findKnownIds(recordIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { dialect } = this.#database;
    const rows = await this.#database.rows(
      `SELECT record_id FROM records
       WHERE record_id IN (SELECT ${dialect.toUuid('value')} FROM ${dialect.texts('$1')} AS given)`,
      [JSON.stringify(recordIds)],
    );
    return new Set(rows.map((row) => String(row['record_id'])));
  }

  async findRepeated(findings: readonly SoughtFacts[]): Promise<ReadonlySet<number>> {
    await this.#works.find(findings.flatMap(({ record }) => record.works.map(toWorkText)));
    const sought = findings.flatMap((finding, position) => this.#toSought(finding, position));
    if (sought.length === 0) return new Set();
    const given = this.#database.dialect.objects('$1', {
      position: 'integer',
      ip: 'address',
      port: 'integer',
      after: 'instant',
      before: 'instant',
      work: 'integer',
    });
    const rows = await this.#database.rows(
      `SELECT DISTINCT given.position FROM ${given}
       JOIN records r ON r.ip = given.ip AND r.port IS NOT DISTINCT FROM given.port
         AND r.occurred_at > given.after AND r.occurred_at < given.before
       JOIN record_works rw ON rw.record = r.id AND rw.work = given.work`,
      [JSON.stringify(sought)],
    );
    return new Set(rows.map((row) => Number(row['position'])));
  }

  async addGroup({ records, absent, segments }: ImportedGroup): Promise<void> {
    await this.#segments.add(segments, records);
    const works = records.map(({ record }) => record.works.map(toWorkText));
    await this.#works.add(works.flat());
    for (let at = 0; at < records.length; at += SLICE) {
      await this.#addRecords(records.slice(at, at + SLICE), works.slice(at, at + SLICE));
    }
    await this.#insert(
      'absent_records',
      absent.map((each) => toAbsentRow(this.#batch, each)),
    );
  }

  /** `works`: what is said of the works of each. */
  async #addRecords(records: readonly ImportedRecord[], works: readonly string[][]): Promise<void> {
    const first = this.#nextRecord;
    this.#nextRecord += records.length;
    const rowsOf = (toRows: (record: IpEvidence, id: number) => Value[][]) =>
      records.flatMap(({ record }, position) => toRows(record, first + position));
    await this.#insert(
      'records',
      records.map((each, at) => toRecordRow(first + at, this.#batch, each)),
    );
    await this.#insert(
      'record_works',
      works.flatMap((texts, at) => this.#toWorkRows(texts, first + at)),
    );
    await this.#insert('hashes', rowsOf(toHashRows));
    await this.#insert('record_segments', rowsOf(toSegmentRows));
  }

  async commit({ accepted, rejected, receipt }: ImportTotals): Promise<void> {
    const { document, signature, issuedAt } = receipt;
    await this.#segments.removeUnclaimed();
    await this.#database.rows('UPDATE batches SET accepted = $1, rejected = $2 WHERE id = $3', [
      accepted,
      rejected,
      this.#batch,
    ]);
    await this.#database.insert('receipts', [[this.#batch, 'import', document, signature, toSortable(issuedAt)]]);
    await this.#segments.sync();
    // What fails from here on may do so after the commit, such as the answer of the server.
    this.#segments.keep();
    await this.#database.commit();
    await this.#segments.publish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database.rollback();
    await this.#segments.discard();
  }

  async #insert(table: TableName, rows: readonly Value[][]): Promise<void> {
    if (rows.length > 0) await this.#database.insert(table, rows);
  }

  #toWorkRows(texts: readonly string[], id: number): Value[][] {
    return texts.map((text, position) => [id, position, this.#works.idOf(text)!]);
  }

  #toSought({ record, after, before }: SoughtFacts, position: number): object[] {
    const { ip, port } = record.source;
    return record.works.flatMap((each) => {
      const work = this.#works.idOf(toWorkText(each));
      if (work === undefined) return [];
      return [{ position, ip, port, after: toSortable(after), before: toSortable(before), work }];
    });
  }
}

function toHashRows({ file }: IpEvidence, id: number): Value[][] {
  return file.hashes.map(({ algorithm, value }, position) => [id, position, algorithm, value]);
}

function toSegmentRows({ segments }: IpEvidence, id: number): Value[][] {
  return segments.map(({ offset, length, sha256 }, position) => [id, position, offset, length, sha256]);
}

/** The import receipt of the batch with this manifest, or null. */
export async function findReceipt(database: Database, digest: string): Promise<SignedDocument | null> {
  const [row] = await database.rows(
    `SELECT r.document, r.signature FROM receipts r JOIN batches b ON b.id = r.batch
     WHERE b.digest = $1 AND r.stage = 'import'`,
    [digest],
  );
  return row === undefined ? null : (row as unknown as SignedDocument);
}
