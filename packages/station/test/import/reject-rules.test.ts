import { fixedAttachments, fixedRecords } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { createImportingPair, handOver, importAll, setImporting } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { describeOnTargets, openTestTarget, query } from '../support/targets.ts';

describeOnTargets('a rule for single records', ({ createUrl }) => {
  async function importWith(rules: string, ...batches: (readonly ReturnType<typeof testRecord>[])[]) {
    const { tmg, arcom } = await createImportingPair();
    await setImporting(arcom, `test-records = true\n${rules}`);
    for (const records of batches) await handOver(tmg, arcom, records);
    const sink = await openTestTarget(await createUrl());
    const outcomes = await importAll(arcom, sink);
    const receipts = outcomes.map(({ receipt }) => parseReceipt(receipt!.document));
    return { database: sink.database, receipts, rejects: receipts.map(({ rejects }) => rejects) };
  }

  it('refuses facts that are too old or too new', async () => {
    const { rejects } = await importWith('max-fact-age-days = 1\nmax-future-seconds = 0', [
      testRecord(1, { occurredAt: '2026-11-02T05:00:00Z' }),
      testRecord(2, { occurredAt: '2026-11-02T11:00:00Z' }),
      testRecord(3, { occurredAt: '2026-11-03T06:03:00Z' }),
    ]);
    expect(rejects).toEqual([
      [
        { index: 0, code: 'record-too-old' },
        { index: 2, code: 'record-in-future' },
      ],
    ]);
  });

  it('refuses unknown providers', async () => {
    const { rejects } = await importWith('providers = ["Example Télécom"]', [
      testRecord(1, { isp: 'Example Télécom' }),
      testRecord(2, { isp: 'Example Telecom' }),
      testRecord(3, { isp: null }),
    ]);
    expect(rejects[0]!.map(({ index }) => index)).toEqual([1, 2]);
  });

  it('refuses a record whose id was imported before, in the same batch or another one', async () => {
    const { rejects, receipts } = await importWith(
      '',
      [testRecord(1), testRecord(2), testRecord(1)],
      [testRecord(2), testRecord(3)],
    );
    expect(rejects).toEqual([[{ index: 2, code: 'record-known' }], [{ index: 0, code: 'record-known' }]]);
    expect(receipts.map(({ outcome, records }) => [outcome, records.accepted, records.rejected])).toEqual([
      ['accepted', 2, 1],
      ['accepted', 1, 1],
    ]);
  });

  it('refuses the same address, port and work within its window, and not behind it', async () => {
    const source = { ip: '203.0.113.9', port: 50_000 };
    const at = (number: number, occurredAt: string) => testRecord(number, { source, occurredAt });
    const { rejects } = await importWith(
      'same-finding-hours = 2',
      [at(1, '2026-11-02T10:00:00Z'), at(2, '2026-11-02T11:59:59.999Z'), at(3, '2026-11-02T12:00:00Z')],
      [
        at(4, '2026-11-02T13:00:00Z'),
        at(5, '2026-11-02T14:00:00Z'),
        testRecord(6, { source: { ...source, port: 50_001 } }),
      ],
    );
    expect(rejects).toEqual([[{ index: 1, code: 'finding-repeated' }], [{ index: 0, code: 'finding-repeated' }]]);
  });

  it('refuses invented records unless they are asked for, and keeps of them the leaf hash alone', async () => {
    const { tmg, arcom } = await createImportingPair();
    await setImporting(arcom, 'test-records = false');
    await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const sink = await openTestTarget(await createUrl());
    const { database } = sink;
    const [imported] = await importAll(arcom, sink);
    expect(parseReceipt(imported!.receipt!.document).rejects.map(({ code }) => code)).toEqual(
      Array(3).fill('test-record'),
    );
    for (const table of ['records', 'works', 'segments', 'record_segments', 'hashes']) {
      expect(await query(database, `SELECT * FROM ${table}`), table).toEqual([]);
    }
    expect(await query(database, 'SELECT record_index, code FROM absent_records ORDER BY record_index')).toEqual(
      [0, 1, 2].map((record_index) => ({ record_index, code: 'test-record' })),
    );
  });
});
