import { fixedAttachments, fixedRecords } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { findReceipts } from '../../src/receipts/receipt-store.ts';
import { codeOf } from '../support/code-of.ts';
import { createImportingPair, handOver, importAll, setImporting } from '../support/imports.ts';
import { describeOnTargets, openTestTarget, query } from '../support/targets.ts';

describeOnTargets('an import', ({ createUrl }) => {
  it('brings records, works, segments and provenance into the target, and issues a receipt', async () => {
    const { tmg, arcom } = await createImportingPair();
    const packed = await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    const sink = await openTestTarget(await createUrl());
    const [imported] = await importAll(arcom, sink);
    expect(imported?.outcome).toBe('imported');
    const { database } = sink;
    expect(await query(database, 'SELECT record_id, ip, port, occurred_at, day FROM records ORDER BY id')).toEqual([
      {
        record_id: fixedRecords[0]!.recordId,
        ip: '203.0.113.1',
        port: 50_001,
        occurred_at: '2026-11-02T11:00:00.000Z',
        day: '2026-11-02',
      },
      {
        record_id: fixedRecords[1]!.recordId,
        ip: '203.0.113.2',
        port: 50_002,
        occurred_at: '2026-11-02T12:00:00.000Z',
        day: '2026-11-02',
      },
      {
        record_id: fixedRecords[2]!.recordId,
        ip: '203.0.113.3',
        port: 50_003,
        occurred_at: '2026-11-02T13:00:00.000Z',
        day: '2026-11-02',
      },
    ]);
    expect(await query(database, 'SELECT title, category FROM works')).toEqual([
      { title: 'Étude nº 1', category: 'music' },
    ]);
    expect(await query(database, 'SELECT sha256, length FROM segments ORDER BY length')).toHaveLength(2);
    expect(await query(database, 'SELECT digest, accepted, rejected FROM batches')).toEqual([
      { digest: packed.manifestDigest, accepted: 3, rejected: 0 },
    ]);
    const [receipt] = await database.rows('SELECT document FROM receipts');
    expect(parseReceipt(receipt!['document'] as Uint8Array)).toMatchObject({
      stage: 'import',
      records: { accepted: 3, rejected: 0 },
    });
  });
});
