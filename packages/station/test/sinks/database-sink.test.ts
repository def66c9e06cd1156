import type { IpEvidence, Manifest } from '@scelle/core';
import { sha256 } from '@scelle/core/internal';
import { expect, it } from 'vitest';
import { openTarget } from '../../src/import/open-target.ts';
import { tableColumns } from '../../src/sinks/database.ts';
import type { ImportedBatch, ImportedRecord, RecordSink } from '../../src/sinks/record-sink.ts';
import { viewNames } from '../../src/sinks/schema.ts';
import { codeOf } from '../support/code-of.ts';
import { testRecord } from '../support/records.ts';
import { describeOnTargets, openTestTarget, query } from '../support/targets.ts';

const text = (value: string) => new TextEncoder().encode(value);

function importedBatch(sequence: number): ImportedBatch {
  const manifest = {
    id: '0193ee00-0000-7000-8000-000000000001',
    sender: 'tmg',
    recipient: 'arcom',
    stream: 'music',
    sequence,
    createdAt: '2026-11-03T06:00:00Z',
    profile: 'ip-evidence-test/1',
    records: { count: 1, merkleRoot: '' },
  } as Manifest;
  return {
    manifest,
    digest: String(sequence).padStart(64, '0'),
    sealed: { manifest: text('{}'), seal: text('') },
    content: { bytes: text('{}'), salt: new Uint8Array(16) },
    channel: 'file',
    receivedAt: '2026-11-03T06:00:00Z',
    importedAt: '2026-11-03T06:00:01Z',
    day: '2026-11-03',
  };
}

function imported(record: IpEvidence, index: number): ImportedRecord {
  const line = JSON.stringify(record);
  return { index, record, line, day: '2026-11-02', salt: new Uint8Array(16), leafHash: sha256(text(line)) };
}

async function importRecords(sink: RecordSink, sequence: number, records: readonly IpEvidence[]): Promise<void> {
  await using transaction = await sink.begin();
  await transaction.addBatch(importedBatch(sequence));
  await transaction.addGroup({ records: records.map(imported), absent: [], segments: [] });
  const receipt = { document: text('{}'), signature: text(''), issuedAt: '2026-11-03T06:00:02Z' };
  await transaction.commit({ accepted: records.length, rejected: 0, receipt });
}

describeOnTargets('a target in a database', ({ name, createUrl }) => {
  it('keeps instants of the years 2038 and 9999, in their order', async () => {
    const sink = await openTestTarget(await createUrl());
    const instants = ['9999-12-31T23:59:59.999Z', '2038-01-19T03:14:08Z', '2038-01-19T03:14:07.999Z'];
    await importRecords(
      sink,
      1,
      instants.map((occurredAt, at) => testRecord(at, { occurredAt })),
    );
    expect(await query(sink.database, 'SELECT occurred_at FROM records ORDER BY occurred_at')).toEqual([
      { occurred_at: '2038-01-19T03:14:07.999Z' },
      { occurred_at: '2038-01-19T03:14:08.000Z' },
      { occurred_at: '9999-12-31T23:59:59.999Z' },
    ]);
  });

  it('keeps a work that many share once, with its identifiers', async () => {
    const sink = await openTestTarget(await createUrl());
    const work = { ...testRecord(0).works[0]!, identifiers: [{ scheme: 'isrc', value: 'FRXXX2600001' }] };
    await importRecords(sink, 1, [
      testRecord(1, { works: [work] }),
      testRecord(2, { works: [work, { ...work, artist: 'X' }] }),
    ]);
    await importRecords(sink, 2, [testRecord(3, { works: [work] })]);
    expect(
      await query(
        sink.database,
        `SELECT w.artist, i.value, COUNT(*) AS records FROM works w JOIN work_identifiers i ON i.work = w.id
         JOIN record_works rw ON rw.work = w.id GROUP BY w.id, w.artist, i.value ORDER BY w.id`,
      ),
    ).toEqual([
      { artist: null, value: 'FRXXX2600001', records: 3 },
      { artist: 'X', value: 'FRXXX2600001', records: 1 },
    ]);
  });

  it('shows nothing of an import before it ends, and keeps nothing of one that does not', async () => {
    const url = await createUrl();
    const sink = await openTestTarget(url);
    const reader = await openTestTarget(url);
    {
      await using transaction = await sink.begin();
      await transaction.addBatch(importedBatch(1));
      await transaction.addGroup({ records: [imported(testRecord(1), 0)], absent: [], segments: [] });
      expect(await transaction.findKnownIds([testRecord(1).recordId, testRecord(2).recordId])).toEqual(
        new Set([testRecord(1).recordId]),
      );
      expect(await query(reader.database, 'SELECT 1 FROM records')).toEqual([]);
    }
    expect(await query(sink.database, 'SELECT 1 FROM records')).toEqual([]);
    expect(await query(sink.database, 'SELECT 1 FROM batches')).toEqual([]);
  });

  it('that later software made is refused', async () => {
    const url = await createUrl();
    const { database } = await openTestTarget(url);
    await database.execute('UPDATE scelle_schema SET version = 99');
    expect(await codeOf(() => openTestTarget(url))).toBe('database-newer');
  });

  it('with tables of somebody else is refused, and left as it is', async () => {
    const url = await createUrl();
    const { database } = await openTestTarget(url);
    await database.execute('DROP TABLE scelle_schema');
    expect(await codeOf(() => openTestTarget(url))).toBe('database-foreign');
  });

  it('of another program is refused, and gets no table', async () => {
    const url = await createUrl();
    const { database } = await openTestTarget(url);
    await database.execute('CREATE TABLE invoices (id INTEGER)');
    for (const view of viewNames) await database.execute(`DROP VIEW ${view}`);
    for (const table of Object.keys(tableColumns).reverse()) await database.execute(`DROP TABLE ${table}`);
    await database.execute('DROP TABLE scelle_schema');
    expect(await codeOf(() => openTestTarget(url))).toBe('database-foreign');
    await expect(query(database, 'SELECT 1 FROM batches')).rejects.toMatchObject({ code: 'database-altered' });
  });

  it('with a view in the place of a table of ours is refused, and not read', async () => {
    const url = await createUrl();
    const { database } = await openTestTarget(url);
    await database.execute('DROP TABLE scelle_schema');
    const endless = 'WITH RECURSIVE n (v) AS (SELECT 1 UNION ALL SELECT v FROM n) SELECT v AS version FROM n';
    await database.execute(`CREATE VIEW scelle_schema AS ${endless}`);
    expect(await codeOf(() => openTestTarget(url))).toBe('database-foreign');
  });

  it.runIf(name === 'PostgreSQL')('with a rule or a trigger on a table of ours is refused', async () => {
    for (const [add, remove] of [
      ['CREATE RULE r AS ON INSERT TO records DO INSTEAD NOTHING', 'DROP RULE r ON records'],
      ['ALTER TABLE records ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON records', 'DROP POLICY p ON records'],
      [
        'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$; ' +
          'CREATE TRIGGER t BEFORE INSERT ON records FOR EACH ROW EXECUTE FUNCTION f()',
        'DROP TRIGGER t ON records',
      ],
    ] as const) {
      const url = await createUrl();
      const { database } = await openTestTarget(url);
      await database.execute(add);
      expect(await codeOf(() => openTestTarget(url))).toBe('database-altered');
      await database.execute(remove);
      expect(await codeOf(() => openTestTarget(url))).toBeNull();
    }
  });

  it.runIf(name === 'PostgreSQL')('takes a schema of its own beside those of others', async () => {
    const url = await createUrl();
    const { database } = await openTestTarget(url);
    await database.execute('CREATE SCHEMA mine');
    expect(await codeOf(() => openTestTarget(`${url}&options=-c%20search_path%3Dmine`))).toBeNull();
    expect(await codeOf(() => openTestTarget(`${url}&options=-c%20work_mem%3Dabc`))).toBe('database-options-invalid');
  });

  it.runIf(name === 'PostgreSQL')('that is empty on a server gets its tables from whoever opens it', async () => {
    const url = await createUrl();
    await using sink = await openTarget({ url, base: '/', segmentsFolder: null, mustExist: true });
    expect(await query(sink.database, 'SELECT 1 FROM batches')).toEqual([]);
  });

  it('without our table of versions is refused where it is only read', async () => {
    const url = await createUrl();
    const { database } = await openTestTarget(url);
    const openToRead = () => openTarget({ url, base: '/', segmentsFolder: null, mustExist: true });
    await (await openToRead())[Symbol.asyncDispose]();
    await database.execute('CREATE TABLE invoices (id INTEGER); DROP TABLE scelle_schema');
    expect(await codeOf(openToRead)).toBe('database-without-tables');
  });

  it.each([
    ['lost a table', 'DROP TABLE hashes'],
    ['lost a column', 'ALTER TABLE records DROP COLUMN tool_version'],
  ])('that %s takes nothing, and says that it was altered', async (_, alteration) => {
    const sink = await openTestTarget(await createUrl());
    await sink.database.execute('DROP VIEW daily_records');
    await sink.database.execute(alteration);
    const file = { name: 'a', size: 1, hashes: [{ algorithm: 'md5', value: '0'.repeat(32) }] } as const;
    expect(await codeOf(() => importRecords(sink, 1, [testRecord(1, { file })]))).toBe('database-altered');
    expect(await query(sink.database, 'SELECT 1 FROM batches')).toEqual([]);
  });
});
