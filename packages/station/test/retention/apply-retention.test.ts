import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixedAttachments, fixedRecords, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { verifyCustody } from '../../src/custody/verify-custody.ts';
import { readUnattendedPublicKey } from '../../src/home/files.ts';
import { importBatch } from '../../src/import/import-batch.ts';
import { findReceivedBatch } from '../../src/receiving/judge-batch.ts';
import { applyRetention } from '../../src/retention/apply-retention.ts';
import { verifyErasureCertificate } from '../../src/retention/erasure-certificate.ts';
import type { DatabaseSink } from '../../src/sinks/database-sink.ts';
import { proveRecord } from '../../src/sinks/prove-record.ts';
import { codeOf } from '../support/code-of.ts';
import { createImportingPair, handOver, importAll, importingOf } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { describeOnTargets, openTestTarget, query } from '../support/targets.ts';
import { changeSettings, reopen, type TestStation } from '../support/test-station.ts';

async function setRetention(own: TestStation, lines: string): Promise<void> {
  await changeSettings(own, (text) => text.replace('# imported-days = 425', lines));
}

/** A target whose transaction of that number is cut off by a loss of power. */
function failingCommit(sink: DatabaseSink, failing: number): DatabaseSink {
  let commits = 0;
  const commit = async () => {
    commits += 1;
    if (commits === failing) throw new TypeError('power cut');
    await sink.database.commit();
  };
  return { ...sink, database: { ...sink.database, commit } };
}

async function countSegments(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => /[0-9a-f]{64}$/.test(name)).length;
}

describeOnTargets('the retention of imported records', ({ createUrl, name }) => {
  /** A own whose records are past their period, and where they and the files of their segments are. */
  async function importWithSegments() {
    const { tmg, arcom } = await createImportingPair();
    await setRetention(arcom, 'imported-days = 30');
    await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const [url, folder] = [await createUrl(), join(await temporaryFolder(), 'segments')];
    await importAll(arcom, await openTestTarget(url, folder));
    arcom.clock.set('2026-12-10T06:00:00Z');
    return { tmg, arcom, url, folder };
  }

  it('deletes them with salts, segments and sealed batches, and keeps leaf hashes and receipts', async () => {
    const { tmg, arcom } = await createImportingPair();
    await setRetention(arcom, 'imported-days = 30');
    const { manifestDigest } = await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const folder = join(await temporaryFolder(), 'segments');
    const sink = await openTestTarget(await createUrl(), folder);
    await importAll(arcom, sink);
    expect(await applyRetention(arcom.station, sink, arcom.settings)).toBeNull();
    arcom.clock.set('2026-12-10T06:00:00Z');
    await handOver(tmg, arcom, [testRecord(9)]);
    await importAll(arcom, sink);
    const issued = await applyRetention(arcom.station, sink, arcom.settings);
    expect(issued?.certificate).toMatchObject({
      kind: 'retention',
      action: 'deleted',
      days: 30,
      batches: [{ sequence: 1, manifest: manifestDigest, records: 3 }],
    });
    const key = await readUnattendedPublicKey(arcom.station.layout, 'custody');
    expect(verifyErasureCertificate(issued!, [key])).toEqual(issued!.certificate);
    expect((await verifyCustody(arcom.station.ledger, { keys: [key] })).problems).toEqual([]);
    expect(await query(sink.database, 'SELECT record_id FROM records')).toEqual([
      { record_id: testRecord(9).recordId },
    ]);
    expect(await query(sink.database, 'SELECT code, COUNT(*) AS records FROM absent_records GROUP BY code')).toEqual([
      { code: 'erased', records: 3 },
    ]);
    for (const table of ['segments', 'record_segments']) {
      expect(await query(sink.database, `SELECT * FROM ${table}`), table).toEqual([]);
    }
    expect(await query(sink.database, 'SELECT content, content_salt, erasure FROM batches ORDER BY id')).toMatchObject([
      { content: null, content_salt: null, erasure: 'deleted' },
      { erasure: null },
    ]);
    expect(await query(sink.database, 'SELECT stage FROM receipts')).toHaveLength(2);
    expect(await countSegments(folder)).toBe(0);
    expect(await readdir(arcom.station.layout.path('inbox'))).toEqual(['tmg.arcom.music.000002.scelle']);
    expect((await reopen(arcom)).recovered).toEqual([]);
    expect(await applyRetention(arcom.station, sink, arcom.settings)).toBeNull();
  });

  it('can leave them without what leads to a person', async () => {
    const { tmg, arcom } = await createImportingPair();
    await setRetention(arcom, 'imported-days = 30\nimported-action = "pseudonymise"');
    const record = testRecord(1, { pseudonym: 'somebody' });
    await handOver(tmg, arcom, [record]);
    const sink = await openTestTarget(await createUrl());
    await importAll(arcom, sink);
    arcom.clock.set('2026-12-10T06:00:00Z');
    await applyRetention(arcom.station, sink, arcom.settings);
    expect(
      await query(
        sink.database,
        'SELECT record_id, controller, protocol, ip, port, pseudonym, file_name, line, salt FROM records',
      ),
    ).toEqual([
      {
        record_id: record.recordId,
        controller: record.controller,
        protocol: record.protocol,
        ip: null,
        port: null,
        pseudonym: null,
        file_name: null,
        line: null,
        salt: null,
      },
    ]);
    const proving = proveRecord(sink.database, { recordId: record.recordId, withContent: false });
    expect(await codeOf(() => proving)).toBe('evidence-erased');
  });

  // Where PostgreSQL keeps what was erased is told in docs/import.md.
  if (name === 'SQLite') {
    it('leaves no address in the file of the database', async () => {
      const { tmg, arcom } = await createImportingPair();
      await setRetention(arcom, 'imported-days = 30');
      const canary = '203.0.113.77';
      const records = Array.from({ length: 800 }, (_, at) => testRecord(at, { source: { ip: canary, port: 1 + at } }));
      await handOver(tmg, arcom, records);
      const url = await createUrl();
      const sink = await openTestTarget(url);
      await importAll(arcom, sink);
      const read = () => readFile(url.slice('sqlite:'.length));
      await sink.database.reclaim();
      expect((await read()).includes(canary)).toBe(true);
      arcom.clock.set('2026-12-10T06:00:00Z');
      await applyRetention(arcom.station, sink, arcom.settings);
      expect((await read()).includes(canary)).toBe(false);
      expect((await readFile(`${url.slice('sqlite:'.length)}-wal`)).length).toBe(0);
    });
  }

  it('that is interrupted is finished when it is applied again', async () => {
    const { tmg, arcom } = await createImportingPair();
    await setRetention(arcom, 'imported-days = 30');
    await handOver(tmg, arcom, [testRecord(1)]);
    const sink = await openTestTarget(await createUrl());
    await importAll(arcom, sink);
    arcom.clock.set('2026-12-10T06:00:00Z');
    const dying = { ...sink.database, reclaim: () => Promise.reject(new TypeError('power cut')) };
    await expect(applyRetention(arcom.station, { ...sink, database: dying }, arcom.settings)).rejects.toThrow(
      'power cut',
    );
    expect(await query(sink.database, 'SELECT 1 FROM records')).toEqual([]);
    const issued = await applyRetention(await reopen(arcom), sink, arcom.settings);
    expect(issued?.certificate.batches).toMatchObject([{ sequence: 1, records: 1 }]);
  });

  it('erases nothing, and certifies nothing, without the database or the folder that holds it', async () => {
    const { arcom, url, folder } = await importWithSegments();
    const apply = (sink: DatabaseSink) => codeOf(() => applyRetention(arcom.station, sink, arcom.settings));
    expect(await apply(await openTestTarget(await createUrl()))).toBe('retention-elsewhere');
    expect(await apply(await openTestTarget(url))).toBe('retention-folder-missing');
    expect(await apply(await openTestTarget(url, `${folder}-moved`))).toBe('segments-folder-foreign');
    await mkdir(`${folder}-empty`);
    expect(await apply(await openTestTarget(url, `${folder}-empty`))).toBe('segments-folder-foreign');
    const sink = await openTestTarget(url, folder);
    expect(await query(sink.database, 'SELECT 1 AS one FROM records')).toHaveLength(3);
    expect((await applyRetention(arcom.station, sink, arcom.settings))?.certificate.batches).toHaveLength(1);
  });

  it('erases again what has come back with an older state of the database', async () => {
    const { tmg, arcom } = await createImportingPair();
    await setRetention(arcom, 'imported-days = 30');
    const { manifestDigest } = await handOver(tmg, arcom, [testRecord(1)]);
    const sink = await openTestTarget(await createUrl());
    await importAll(arcom, sink);
    arcom.clock.set('2026-12-10T06:00:00Z');
    await sink.database.execute('CREATE TABLE backup AS SELECT * FROM records');
    expect(await applyRetention(arcom.station, sink, arcom.settings)).not.toBeNull();
    expect(await applyRetention(arcom.station, sink, arcom.settings)).toBeNull();
    await sink.database.execute(`
      DELETE FROM absent_records;
      INSERT INTO records SELECT * FROM backup;
      UPDATE batches SET erased_at = NULL, erasure = NULL;
    `);
    const issued = await applyRetention(arcom.station, sink, arcom.settings);
    expect(issued?.certificate.batches).toMatchObject([{ manifest: manifestDigest, records: 1 }]);
    expect(await query(sink.database, 'SELECT 1 AS one FROM records')).toEqual([]);
    expect(await applyRetention(arcom.station, sink, arcom.settings)).toBeNull();
  });

  it('erases a batch in the database of its last import, under whatever name, and certifies it of no other', async () => {
    const { tmg, arcom } = await createImportingPair();
    await setRetention(arcom, 'imported-days = 30');
    await handOver(tmg, arcom, [testRecord(1)]);
    const former = await openTestTarget(await createUrl());
    const sink = await openTestTarget(await createUrl());
    const batch = await findReceivedBatch(arcom.station, 'tmg.arcom.music.000001');
    for (const each of [former, { ...sink, name: former.name }]) {
      await importBatch(arcom.station, batch, await importingOf(arcom, each));
    }
    arcom.clock.set('2026-12-10T06:00:00Z');
    expect(await codeOf(() => applyRetention(arcom.station, former, arcom.settings))).toBe('retention-elsewhere');
    expect(await query(former.database, 'SELECT 1 AS one FROM records')).toHaveLength(1);
    expect(await applyRetention(arcom.station, sink, arcom.settings)).not.toBeNull();
  });

  it.each([
    { first: 'delete', later: 'pseudonymise', actions: ['deleted', 'pseudonymised'], left: 1 },
    { first: 'pseudonymise', later: 'delete', actions: ['deleted', null], left: 0 },
  ])(
    'certifies what was done where an interruption falls between $first and $later',
    async ({ first, later, actions, left }) => {
      const { tmg, arcom } = await createImportingPair();
      await setRetention(arcom, `imported-days = 30\nimported-action = "${first}"`);
      await handOver(tmg, arcom, [testRecord(1)]);
      const sink = await openTestTarget(await createUrl());
      await importAll(arcom, sink);
      arcom.clock.set('2026-12-10T06:00:00Z');
      const dying = { ...sink.database, reclaim: () => Promise.reject(new TypeError('power cut')) };
      await expect(applyRetention(arcom.station, { ...sink, database: dying }, arcom.settings)).rejects.toThrow();
      await changeSettings(arcom, (text) => text.replace(`"${first}"`, `"${later}"`));
      await handOver(tmg, arcom, [testRecord(2)]);
      await importAll(arcom, sink);
      arcom.clock.set('2027-02-10T06:00:00Z');
      const issued = [];
      for (const _ of actions) issued.push(await applyRetention(arcom.station, sink, arcom.settings));
      expect(issued.map((each) => each?.certificate.action ?? null)).toEqual(actions);
      expect(await query(sink.database, 'SELECT 1 AS one FROM records')).toHaveLength(left);
      expect(await query(sink.database, 'SELECT 1 AS one FROM records WHERE line IS NOT NULL')).toEqual([]);
    },
  );

  it.each([
    ['erases nothing and removes no file where the erasure of the records cannot be committed', 1, 3],
    ['is finished with its segments where what removed their files is not committed', 2, 0],
  ])('%s', async (_, failing, recordsLeft) => {
    const { tmg, arcom, url, folder } = await importWithSegments();
    const failed = failingCommit(await openTestTarget(url, folder), failing);
    await expect(applyRetention(arcom.station, failed, arcom.settings)).rejects.toThrow('power cut');
    const sink = await openTestTarget(url, folder);
    expect(await query(sink.database, 'SELECT 1 AS one FROM records')).toHaveLength(recordsLeft);
    expect(await query(sink.database, 'SELECT 1 AS one FROM segments')).toHaveLength(fixedAttachments.length);
    expect(await countSegments(folder)).toBe(recordsLeft === 0 ? 0 : fixedAttachments.length);
    // The same segments come once more, meanwhile.
    const [first] = fixedRecords;
    const again = { ...first!, recordId: testRecord(9).recordId, source: { ip: '203.0.113.9', port: 9 } };
    await handOver(tmg, arcom, [again], fixedAttachments.slice(0, 1));
    await importAll(arcom, sink);
    await applyRetention(arcom.station, sink, arcom.settings);
    const named = await query(sink.database, 'SELECT DISTINCT sha256 FROM record_segments');
    expect(named.length).toBeGreaterThan(0);
    expect(await query(sink.database, 'SELECT sha256 FROM segments')).toHaveLength(named.length);
    expect(await countSegments(folder)).toBe(named.length);
  });

  it('needs a term', async () => {
    const { arcom } = await createImportingPair();
    const sink = await openTestTarget(await createUrl());
    expect(await codeOf(() => applyRetention(arcom.station, sink, arcom.settings))).toBe('retention-not-set');
  });
});
