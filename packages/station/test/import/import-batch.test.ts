import { readFile, rm, writeFile } from 'node:fs/promises';
import type { Identities } from '@scelle/core';
import { fixedAttachments, fixedRecords } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { importBatch } from '../../src/import/import-batch.ts';
import { findReceipts } from '../../src/ledger/receipts.ts';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { findReceivedBatch } from '../../src/receiving/judge-batch.ts';
import { codeOf } from '../support/code-of.ts';
import { createImportingPair, handOver, importAll, importingOf, packRecords } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { describeOnTargets, openTestTarget, query } from '../support/targets.ts';
import { deliver, outboxPath } from '../support/test-station.ts';

const NAME = 'tmg.arcom.music.000001';

describeOnTargets('an import', ({ createUrl, name }) => {
  it('brings records, works, segments and provenance into the target', async () => {
    const { tmg, arcom } = await createImportingPair();
    const packed = await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const sink = await openTestTarget(await createUrl());
    const { database } = sink;
    const [imported] = await importAll(arcom, sink);
    expect(imported?.outcome).toBe('imported');
    expect(await query(database, 'SELECT record_id, ip, port, occurred_at, day FROM records ORDER BY id')).toEqual(
      fixedRecords.map(({ recordId, source, occurredAt }) => ({
        record_id: recordId,
        ...source,
        occurred_at: occurredAt.replace('Z', '.000Z'),
        day: '2026-11-02',
      })),
    );
    expect(await query(database, 'SELECT title, category FROM works')).toEqual([
      { title: 'Étude nº 1', category: 'music' },
    ]);
    expect(await query(database, 'SELECT length, content FROM segments ORDER BY length DESC')).toEqual(
      fixedAttachments.map((bytes) => ({ length: bytes.length, content: Buffer.from(bytes).toString('hex') })),
    );
    expect(await query(database, 'SELECT digest, accepted, rejected FROM batches')).toEqual([
      { digest: packed.manifestDigest, accepted: 3, rejected: 0 },
    ]);
  });

  it('of many records, each with a work of its own, brings them all', async () => {
    const { tmg, arcom } = await createImportingPair();
    const [work] = testRecord(0).works;
    const records = Array.from({ length: 1_200 }, (_, at) => {
      return testRecord(at, { works: [{ ...work!, title: `Étude nº ${at}`, artist: 'x'.repeat(400) }] });
    });
    await handOver(tmg, arcom, records);
    const sink = await openTestTarget(await createUrl());
    await importAll(arcom, sink);
    const joined = 'FROM records r JOIN record_works rw ON rw.record = r.id JOIN works w ON w.id = rw.work';
    expect(await query(sink.database, `SELECT COUNT(DISTINCT w.title) AS titles ${joined}`)).toEqual([
      { titles: 1_200 },
    ]);
  });

  it('without an opening key signs nothing and writes nothing', async () => {
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, [testRecord(1)]);
    const sink = await openTestTarget(await createUrl());
    const importing = await importingOf(arcom, sink);
    const verification = { ...importing.verification, identities: [] as unknown as Identities };
    const batch = await findReceivedBatch(arcom.station, NAME);
    const code = await codeOf(() => importBatch(arcom.station, batch, { ...importing, verification }));
    expect(code).toBe('opening-key-missing');
    expect(await query(sink.database, 'SELECT digest FROM batches')).toEqual([]);
    expect((await importAll(arcom, sink))[0]?.outcome).toBe('imported');
  });

  it('issues a receipt, which is the same in target and ledger', async () => {
    const { tmg, arcom } = await createImportingPair();
    const { manifestDigest: digest } = await handOver(tmg, arcom, [testRecord(1)]);
    const sink = await openTestTarget(await createUrl());
    await importAll(arcom, sink);
    const issued = await findReceipts(arcom.station.ledger, { direction: 'issued', party: 'tmg', digest });
    const receipt = issued.find(({ stage }) => stage === 'import');
    const inTarget = await sink.findReceipt(digest);
    expect(Buffer.from(inTarget!.document)).toEqual(Buffer.from(receipt!.document));
    expect(Buffer.from(inTarget!.signature)).toEqual(Buffer.from(receipt!.signature));
    expect(parseReceipt(receipt!.document)).toMatchObject({
      outcome: 'accepted',
      records: { accepted: 1, rejected: 0 },
    });
  });

  it('does not bring a batch into a second database, unless that is the first under another name', async () => {
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, [testRecord(1)]);
    const first = await openTestTarget(await createUrl());
    await importAll(arcom, first);
    await handOver(tmg, arcom, [testRecord(2)]);
    const sink = await openTestTarget(await createUrl());
    const importing = await importingOf(arcom, sink);
    const batches = await Array.fromAsync([NAME, 'tmg.arcom.music.000002'], (each) =>
      findReceivedBatch(arcom.station, each),
    );
    expect(await codeOf(() => importBatch(arcom.station, batches[0]!, importing))).toBe('import-elsewhere');
    expect(await query(sink.database, 'SELECT 1 AS one FROM batches')).toEqual([]);
    // The first database is lost, and restored from a backup that lacks the second batch.
    await importBatch(arcom.station, batches[1]!, await importingOf(arcom, first));
    const restored = { ...sink, name: first.name };
    await importBatch(arcom.station, batches[0]!, await importingOf(arcom, restored));
    const again = await importBatch(arcom.station, batches[1]!, importing);
    expect(again.outcome).toBe('imported');
    expect(await query(sink.database, 'SELECT record_id FROM records ORDER BY id')).toHaveLength(2);
  });

  it('of a file that is gone or altered says so, and is done once the file is back', async () => {
    const { tmg, arcom } = await createImportingPair();
    const { file } = await handOver(tmg, arcom, [testRecord(1)]);
    const sink = await openTestTarget(await createUrl());
    const stored = arcom.station.layout.path('inbox', file);
    const bytes = await readFile(stored);
    const cases = [
      ['stored-file-altered', bytes.with(700, bytes[700]! ^ 1)],
      ['stored-file-altered', bytes.subarray(0, 1_000)],
      ['stored-file-missing', null],
    ] as const;
    for (const [code, found] of cases) {
      await (found === null ? rm(stored) : writeFile(stored, found));
      expect(await importAll(arcom, sink)).toMatchObject([{ outcome: 'unreadable', receipt: null, error: { code } }]);
    }
    expect(await query(sink.database, 'SELECT 1 AS one FROM batches')).toEqual([]);
    await writeFile(stored, bytes);
    expect(await importAll(arcom, sink)).toMatchObject([{ outcome: 'imported' }]);
  });

  it('that is repeated changes nothing', async () => {
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, [testRecord(1)]);
    const sink = await openTestTarget(await createUrl());
    const [first] = await importAll(arcom, sink);
    const again = await importBatch(
      arcom.station,
      await findReceivedBatch(arcom.station, NAME),
      await importingOf(arcom, sink),
    );
    expect(again.outcome).toBe('known');
    expect(Buffer.from(again.receipt!.document)).toEqual(Buffer.from(first!.receipt!.document));
    expect(await query(sink.database, 'SELECT COUNT(*) AS records FROM records')).toEqual([{ records: 1 }]);
  });

  it('of a batch that was not opened yet, or whose predecessor was not imported, is refused', async () => {
    const { tmg, arcom } = await createImportingPair();
    const sink = await openTestTarget(await createUrl());
    await deliver(arcom, outboxPath(tmg, await packRecords(tmg, [testRecord(1)])));
    const importing = await importingOf(arcom, sink);
    const first = async () => importBatch(arcom.station, await findReceivedBatch(arcom.station, NAME), importing);
    expect(await codeOf(first)).toBe('import-not-verified');
    await handOver(tmg, arcom, [testRecord(2)]);
    const second = await findReceivedBatch(arcom.station, 'tmg.arcom.music.000002');
    expect(await codeOf(() => importBatch(arcom.station, second, importing))).toBe('import-out-of-turn');
    expect((await importAll(arcom, sink)).map(({ outcome }) => outcome)).toEqual(['imported', 'imported']);
  });

  it('that is aborted leaves the target as it was', async () => {
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, [testRecord(1)]);
    const sink = await openTestTarget(await createUrl());
    const signal = AbortSignal.abort(new Error('the own closes'));
    const importing = { ...(await importingOf(arcom, sink)), signal };
    const batch = await findReceivedBatch(arcom.station, NAME);
    await expect(importBatch(arcom.station, batch, importing)).rejects.toThrow('the own closes');
    expect(await query(sink.database, 'SELECT 1 FROM batches')).toEqual([]);
    expect((await importAll(arcom, sink)).map(({ outcome }) => outcome)).toEqual(['imported']);
  });

  it('waits for another importer, and is told after a while', async () => {
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, [testRecord(1)]);
    const url = await createUrl();
    const sink = await openTestTarget(url);
    {
      await using _other = await (await openTestTarget(url)).begin();
      expect(await codeOf(() => importAll(arcom, sink))).toBe('database-busy');
    }
    expect((await importAll(arcom, sink)).map(({ outcome }) => outcome)).toEqual(['imported']);
  });

  it('that breaks a rule somebody added to the tables is rolled back, and says which database', async () => {
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, [testRecord(1), testRecord(2, { isp: 'Nobody' })]);
    const sink = await openTestTarget(await createUrl());
    await sink.database.execute(`CREATE UNIQUE INDEX one_protocol ON records (protocol)`);
    expect(await codeOf(() => importAll(arcom, sink))).toBe('database-constraint');
    for (const table of ['batches', 'records', 'works', 'receipts']) {
      expect(await query(sink.database, `SELECT * FROM ${table}`), table).toEqual([]);
    }
    await sink.database.execute('DROP INDEX one_protocol');
    expect((await importAll(arcom, sink)).map(({ outcome }) => outcome)).toEqual(['imported']);
  });

  // Of PostgreSQL, the disc is the server's.
  if (name === 'SQLite') {
    it('for which there is no space leaves the target as it was, and succeeds once there is', async () => {
      const { tmg, arcom } = await createImportingPair();
      const records = Array.from({ length: 600 }, (_, at) => testRecord(at));
      await handOver(tmg, arcom, records);
      const sink = await openTestTarget(await createUrl());
      await sink.database.execute('PRAGMA max_page_count = 100');
      expect(await codeOf(() => importAll(arcom, sink))).toBe('database-full');
      expect(await query(sink.database, 'SELECT COUNT(*) AS batches FROM batches')).toEqual([{ batches: 0 }]);
      await sink.database.execute('PRAGMA max_page_count = 100000');
      expect((await importAll(arcom, sink)).map(({ outcome }) => outcome)).toEqual(['imported']);
    });
  }
});
