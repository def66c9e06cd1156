import { blobValue, type DuckDBBlobValue, DuckDBInstance, type DuckDBValue, listValue } from '@duckdb/node-api';
import type { Notice } from '@scelle/example-own-profile';
import type { ImportedGroup, ImportTotals, RecordSink, SinkTransaction } from '@scelle/station';

const tables = `
  CREATE TABLE IF NOT EXISTS batches (digest VARCHAR PRIMARY KEY, manifest BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS receipts (
    digest VARCHAR PRIMARY KEY REFERENCES batches, document BLOB NOT NULL, signature BLOB NOT NULL
  );
  CREATE TABLE IF NOT EXISTS notices (
    notice_id VARCHAR PRIMARY KEY, digest VARCHAR NOT NULL REFERENCES batches, leaf INTEGER NOT NULL,
    on_behalf_of VARCHAR NOT NULL, submitted_at TIMESTAMP NOT NULL, day DATE NOT NULL,
    url VARCHAR NOT NULL, category VARCHAR NOT NULL, explanation VARCHAR NOT NULL,
    line VARCHAR NOT NULL, salt BLOB NOT NULL
  );`;

/** Runs a statement, and gives its rows. */
export type Ask = (statement: string, values?: readonly DuckDBValue[]) => Promise<Record<string, DuckDBValue>[]>;

/** A target that answers questions, too. */
export interface DuckDbSink extends RecordSink<Notice> {
  readonly ask: Ask;
}

/** A target of notices in a file of DuckDB, which no other process opens meanwhile. Imports take turns. */
export async function openDuckDbSink(path: string): Promise<DuckDbSink> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(tables);
  const ask: Ask = async (statement, values = []) =>
    (await connection.runAndReadAll(statement, [...values])).getRowObjects();
  let last: Promise<void> = Promise.resolve();
  return {
    name: `duckdb:${path}`,
    ask,
    async begin() {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await before;
      await ask('BEGIN TRANSACTION');
      return createTransaction(ask, resolve);
    },
    async [Symbol.asyncDispose]() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** What an import that was killed had added is gone when the file is opened again. */
function createTransaction(ask: Ask, end: () => void): SinkTransaction<Notice> {
  let digest = '';
  let isCommitted = false;

  async function addGroup({ records }: ImportedGroup<Notice>): Promise<void> {
    for (const { index, record, line, day, salt } of records) {
      const { noticeId, onBehalfOf, submittedAt, url, category, explanation } = record;
      const place = [noticeId, digest, index + 1, onBehalfOf, submittedAt, day];
      const content = [url, category, explanation, line, blobValue(salt)];
      await ask('INSERT INTO notices VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [...place, ...content]);
    }
  }

  async function commit({ receipt: { document, signature } }: ImportTotals): Promise<void> {
    await ask('INSERT INTO receipts VALUES ($1, $2, $3)', [digest, blobValue(document), blobValue(signature)]);
    // The one step that makes notices and receipt appear, together.
    await ask('COMMIT');
    isCommitted = true;
  }

  return {
    async findReceipt(wanted) {
      const [row] = await ask('SELECT document, signature FROM receipts WHERE digest = $1', [wanted]);
      return row === undefined ? null : { document: toBytes(row['document']), signature: toBytes(row['signature']) };
    },
    async addBatch(batch) {
      ({ digest } = batch);
      await ask('INSERT INTO batches VALUES ($1, $2)', [digest, blobValue(batch.sealed.manifest)]);
    },
    async findKnownIds(recordIds) {
      const known = 'SELECT notice_id AS id FROM notices WHERE list_contains($1, notice_id)';
      return new Set((await ask(known, [listValue(recordIds)])).map(({ id }) => String(id)));
    },
    // Nobody asks for it: when two notices say the same is for the platform to tell.
    findRepeated: async () => new Set(),
    addGroup,
    commit,
    async [Symbol.asyncDispose]() {
      if (!isCommitted) await ask('ROLLBACK');
      end();
    },
  };
}

function toBytes(value: DuckDBValue | undefined): Uint8Array {
  return (value as DuckDBBlobValue).bytes;
}
