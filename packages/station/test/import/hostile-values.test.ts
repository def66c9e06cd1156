import type { IpEvidence } from '@scelle/core';
import { expect, it } from 'vitest';
import { readRecords } from '../../src/sinks/read-records.ts';
import { createImportingPair, handOver, importAll } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { describeOnTargets, openTestTarget, query } from '../support/targets.ts';

const work = testRecord(0).works[0]!;

const hostile: readonly IpEvidence[] = [
  testRecord(1, { file: { name: '🎵'.repeat(512), size: Number.MAX_SAFE_INTEGER, hashes: [] } }),
  testRecord(2, { isp: 'مزود الخدمة \u202egnp.exe', pseudonym: '\\N' }),
  testRecord(3, { pseudonym: '\\', isp: "'; DROP TABLE records; --", works: [{ ...work, title: '\\.' }] }),
  testRecord(4, { source: { ip: '2001:db8::1:0:0:1', port: 65_535 }, isp: '"quoted"\\t{}' }),
  testRecord(5, { source: { ip: '2001:db8::', port: 1 }, occurredAt: '2026-11-02T10:00:00.001Z' }),
  testRecord(6, { occurredAt: '1970-01-01T00:00:00Z', source: { ip: '203.0.113.6', port: null } }),
  testRecord(7, {
    works: Array.from({ length: 32 }, (_, each) => ({ ...work, title: `Étude nº ${each} \ufeff\uffff` })),
  }),
];

describeOnTargets('an import of hostile values', ({ createUrl }) => {
  it('gives back every record as it was sealed', async () => {
    const { tmg, arcom } = await createImportingPair({ maxFactAgeDays: null });
    await handOver(tmg, arcom, hostile);
    const sink = await openTestTarget(await createUrl());
    const { database } = sink;
    await importAll(arcom, sink);
    const records = [];
    for await (const record of readRecords(database)) records.push(record);
    expect(records).toEqual(hostile);
    expect(
      await query(
        database,
        'SELECT ip, port, occurred_at, pseudonym, file_name, file_size, isp FROM records ORDER BY id',
      ),
    ).toEqual(
      hostile.map(({ source, occurredAt, pseudonym, file, isp }) => ({
        ...source,
        occurred_at: occurredAt.length === 20 ? occurredAt.replace('Z', '.000Z') : occurredAt,
        pseudonym,
        file_name: file.name,
        file_size: file.size,
        isp,
      })),
    );
    expect(await query(database, 'SELECT title FROM works ORDER BY id')).toEqual(
      [...new Set(hostile.flatMap(({ works }) => works.map(({ title }) => title)))].map((title) => ({ title })),
    );
  });
});
