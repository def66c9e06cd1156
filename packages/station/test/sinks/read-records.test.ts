import type { IpEvidence } from '@scelle/core';
import { hashLeaf } from '@scelle/core/internal';
import { expect, it } from 'vitest';
import { eraseBatch } from '../../src/retention/erase-batch.ts';
import type { Database } from '../../src/sinks/database.ts';
import { type RecordSelection, readRecords } from '../../src/sinks/read-records.ts';
import { codeOf } from '../support/code-of.ts';
import { createImportingPair, handOver, importAll, setImporting } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { describeOnTargets, openTestTarget } from '../support/targets.ts';

const records = Array.from({ length: 9 }, (_, at) => testRecord(at, { isp: at % 3 === 1 ? null : 'Known' }));
const accepted = records.filter(({ isp }) => isp !== null);

/** Reads all, and puts into `given` what came before a failure. */
async function read(database: Database, selection: RecordSelection = {}, given: IpEvidence[] = []) {
  for await (const record of readRecords(database, selection)) given.push(record);
  return given;
}

/** Gives a row a line and the hash that fits it. */
async function forge(database: Database): Promise<void> {
  const [row] = await database.rows('SELECT line, salt FROM records WHERE id = 1');
  const line = String(row!['line']).replace('Known', 'Other');
  const leafHash = hashLeaf(row!['salt'] as Uint8Array, new TextEncoder().encode(line));
  await database.rows('UPDATE records SET line = $1, leaf_hash = $2 WHERE id = 1', [line, leafHash]);
}

async function lengthen(database: Database): Promise<void> {
  await database.rows('UPDATE batches SET content_hash = $1', [new Uint8Array(100)]);
}

async function remove(database: Database, id: number): Promise<void> {
  for (const table of ['record_works', 'hashes', 'record_segments']) {
    await database.execute(`DELETE FROM ${table} WHERE record = ${id}`);
  }
  await database.execute(`DELETE FROM records WHERE id = ${id}`);
}

const swap = `
  UPDATE records SET record_index = 99 WHERE record_index = 2;
  UPDATE records SET record_index = 2 WHERE record_index = 3;
  UPDATE records SET record_index = 3 WHERE record_index = 99;`;

const swapContents = ['line', 'salt', 'leaf_hash'].map(
  (column) => `${column} = (SELECT ${column} FROM
  (SELECT record_index, line, salt, leaf_hash FROM records) other WHERE other.record_index = 5 - records.record_index)`,
);

const alterations: readonly (readonly [string, (database: Database) => Promise<void>])[] = [
  ['a line', (database) => database.execute("UPDATE records SET line = replace(line, 'Known', 'Other') WHERE id = 6")],
  ['a line that is no JSON any more', (database) => database.execute("UPDATE records SET line = '{' WHERE id = 6")],
  ['a line together with the hash of its leaf', forge],
  ['a salt', (database) => database.execute('UPDATE records SET salt = NULL WHERE id = 2')],
  ['a row that was removed', (database) => remove(database, 3)],
  ['the last row, removed', (database) => remove(database, 6)],
  ['rows that changed places', (database) => database.execute(swap)],
  [
    'rows that changed contents',
    (database) => database.execute(`UPDATE records SET ${swapContents.join(', ')} WHERE record_index IN (2, 3)`),
  ],
  ['a record that is said to be erased', (database) => database.execute('UPDATE records SET line = NULL WHERE id = 2')],
  ['a refused record', (database) => database.execute('DELETE FROM absent_records WHERE record_index = 7')],
  [
    'the hash of a refused record',
    (database) => database.execute('UPDATE absent_records SET leaf_hash = content_hash FROM batches'),
  ],
  ['the length of a hash', lengthen],
  ['the manifest', (database) => database.execute("UPDATE batches SET manifest = replace(manifest, 'music', 'musik')")],
];

describeOnTargets('reading imported records', ({ createUrl }) => {
  async function importRecords() {
    const { tmg, arcom } = await createImportingPair();
    await setImporting(arcom, 'test-records = true\nproviders = ["Known"]');
    await handOver(tmg, arcom, records);
    const sink = await openTestTarget(await createUrl());
    await importAll(arcom, sink);
    return { tmg, arcom, sink, database: sink.database };
  }

  it('gives what was sealed, of one batch or of all', async () => {
    const { tmg, arcom, sink, database } = await importRecords();
    const later = [testRecord(20, { isp: 'Known' }), testRecord(21, { isp: 'Known' })];
    await handOver(tmg, arcom, later);
    await importAll(arcom, sink);
    expect(await read(database)).toEqual([...accepted, ...later]);
    const [, second] = await database.rows('SELECT digest FROM batches ORDER BY id');
    expect(await read(database, { digest: String(second!['digest']) })).toEqual(later);
  });

  it.each(alterations)('gives nothing where this was altered: %s', async (_, alter) => {
    const { database } = await importRecords();
    await alter(database);
    const given: IpEvidence[] = [];
    expect(await codeOf(() => read(database, {}, given))).toBe('evidence-damaged');
    expect(given).toEqual([]);
  });

  it('gives nothing of an earlier batch where a later one was altered', async () => {
    const { tmg, arcom, sink, database } = await importRecords();
    await handOver(tmg, arcom, [testRecord(20, { isp: 'Known' })]);
    await importAll(arcom, sink);
    await database.execute("UPDATE records SET line = '{' WHERE id = 7");
    const given: IpEvidence[] = [];
    expect(await codeOf(() => read(database, {}, given))).toBe('evidence-damaged');
    expect(given).toEqual([]);
  });

  it.each(['deleted', 'pseudonymised'] as const)(
    'passes over what was %s, and checks what is left',
    async (erasure) => {
      const { database } = await importRecords();
      const [batch] = await database.rows('SELECT digest FROM batches');
      await eraseBatch(database, String(batch!['digest']), erasure, new Date());
      expect(await read(database)).toEqual([]);
      const table = erasure === 'deleted' ? 'absent_records' : 'records';
      await database.execute(`UPDATE ${table} SET leaf_hash = content_hash FROM batches WHERE record_index = 2`);
      expect(await codeOf(() => read(database))).toBe('evidence-damaged');
    },
  );

  it('ends where it is interrupted, before the first record', async () => {
    const { database } = await importRecords();
    const given: IpEvidence[] = [];
    const reason = new Error('interrupted');
    await expect(read(database, { signal: AbortSignal.abort(reason) }, given)).rejects.toBe(reason);
    expect(given).toEqual([]);
  });
});
