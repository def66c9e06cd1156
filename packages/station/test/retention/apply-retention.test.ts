import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixedAttachments, fixedRecords, temporaryFolder } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { verifyCustody } from '../../src/custody/verify-custody.ts';
import { readUnattendedPublicKey } from '../../src/folder/key-files.ts';
import { applyRetention } from '../../src/retention/apply-retention.ts';
import { verifyCertificate } from '../../src/retention/certificate.ts';
import type { DatabaseSink } from '../../src/sinks/database-sink.ts';
import { proveRecord } from '../../src/sinks/prove-record.ts';
import { codeOf } from '../support/code-of.ts';
import { changeSettings, type Desk, reopen } from '../support/desk.ts';
import { createImportingPair, handOver, importAll } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { describeOnTargets, openTestTarget, query } from '../support/targets.ts';

async function setRetention(desk: Desk, lines: string): Promise<void> {
  await changeSettings(desk, (text) => text.replace('# imported-days = 425', lines));
}

describeOnTargets('the retention of imported records', ({ createUrl, name }) => {
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
    expect(verifyCertificate(issued!, [key])).toEqual(issued!.certificate);
    expect(verifyCustody(arcom.station.database, { keys: [key] }).problems).toEqual([]);
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
    expect((await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile())).toEqual(
      [],
    );
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
    const { tmg, arcom } = await createImportingPair();
    await setRetention(arcom, 'imported-days = 30');
    await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const [url, folder] = [await createUrl(), join(await temporaryFolder(), 'segments')];
    await importAll(arcom, await openTestTarget(url, folder));
    arcom.clock.set('2026-12-10T06:00:00Z');
    const apply = (sink: DatabaseSink) => codeOf(() => applyRetention(arcom.station, sink, arcom.settings));
    expect(await apply(await openTestTarget(await createUrl()))).toBe('retention-elsewhere');
    expect(await apply(await openTestTarget(url))).toBe('retention-folder-missing');
    expect(await apply(await openTestTarget(url, `${folder}-moved`))).toBe('target-folder-missing');
    const sink = await openTestTarget(url, folder);
    expect(await query(sink.database, 'SELECT 1 AS one FROM records')).toHaveLength(3);
    expect((await applyRetention(arcom.station, sink, arcom.settings))?.certificate.batches).toHaveLength(1);
  });

  it('needs a term', async () => {
    const { arcom } = await createImportingPair();
    const sink = await openTestTarget(await createUrl());
    expect(await codeOf(() => applyRetention(arcom.station, sink, arcom.settings))).toBe('retention-not-set');
  });
});
