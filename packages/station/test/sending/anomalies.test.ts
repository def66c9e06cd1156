import { readFile } from 'node:fs/promises';
import { type Identities, openFileSource, parseIdentityFile } from '@scelle/core';
import { verifyBatch } from '@scelle/verify';
import { describe, expect, it } from 'vitest';
import { createOutgoingPolicy, findAnomalies, OutboxIds, RecordIds } from '../../src/sending/anomalies.ts';
import type { PackedBatch } from '../../src/sending/pack-batch.ts';
import { createImportingPair, packRecords } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { outboxPath, type TestStation } from '../support/test-station.ts';

const records = (from: number, count: number) => Array.from({ length: count }, (_, at) => testRecord(from + at));

async function openingKeys({ station }: TestStation): Promise<Identities> {
  return parseIdentityFile(await readFile(station.layout.path('keys', 'opening.identity')));
}

/** Reads a batch as an agent does before signing it. */
async function review(own: TestStation, packed: PackedBatch, identities: Identities) {
  const recordIds = new RecordIds();
  await using source = await openFileSource(outboxPath(own, packed));
  const policy = await createOutgoingPolicy(own, 'arcom');
  const report = await verifyBatch(source, policy, { identities, ledger: 'none', consumer: recordIds });
  expect(report.verdict).toBe('accepted');
  return { manifest: packed.manifest, recordIds };
}

describe('before an agent signs a batch of the outbox', () => {
  it('what it has of earlier ones is found, and how it differs from them', async () => {
    const { tmg, arcom } = await createImportingPair();
    const identities = await openingKeys(arcom);
    const first = await packRecords(tmg, records(0, 2));
    const second = await packRecords(tmg, records(1, 9));
    const ids = () => new OutboxIds(tmg, identities);
    expect(await findAnomalies(tmg.station, await review(tmg, first, identities), ids())).toEqual([]);
    expect(await findAnomalies(tmg.station, await review(tmg, second, identities), ids())).toEqual([
      { kind: 'volume', records: 9, usual: 2 },
      { kind: 'repeated', sequence: 1, records: 1 },
    ]);
  });

  it('records that nobody may read are compared with none', async () => {
    const { tmg } = await createImportingPair();
    await packRecords(tmg, records(0, 3));
    const { manifest } = await packRecords(tmg, records(0, 3));
    expect(await findAnomalies(tmg.station, { manifest, recordIds: null }, new OutboxIds(tmg, null))).toEqual([]);
  });
});
