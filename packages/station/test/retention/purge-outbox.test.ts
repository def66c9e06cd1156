import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { findReceipts } from '../../src/ledger/receipts.ts';
import { addReceipt } from '../../src/receipts/add-receipt.ts';
import { purgeOutbox } from '../../src/retention/apply-retention.ts';
import { createImportingPair, handOver, importAll } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { openTestTarget } from '../support/targets.ts';
import { receiptTrust, type TestStation } from '../support/test-station.ts';

/** Brings all receipts of a batch back to its sender, but those of these stages. */
async function bringBack(
  tmg: TestStation,
  arcom: TestStation,
  digest: string,
  without: readonly string[] = [],
): Promise<void> {
  for (const receipt of await findReceipts(arcom.station.ledger, { direction: 'issued', party: 'tmg', digest })) {
    if (!without.includes(receipt.stage)) await addReceipt(tmg.station, receipt, await receiptTrust(tmg));
  }
}

describe('purging the outbox', () => {
  it('removes what was imported, once its term is over, and never what has no import receipt', async () => {
    const { tmg, arcom } = await createImportingPair();
    const first = await handOver(tmg, arcom, [testRecord(1)]);
    const second = await handOver(tmg, arcom, [testRecord(2)]);
    await importAll(arcom, await openTestTarget(`sqlite:${join(await temporaryFolder(), 'evidence.db')}`));
    await bringBack(tmg, arcom, first.manifestDigest);
    await bringBack(tmg, arcom, second.manifestDigest, ['import']);
    expect(await purgeOutbox(tmg.station, tmg.settings)).toBeNull();
    tmg.clock.set('2026-11-05T06:00:00Z');
    const issued = await purgeOutbox(tmg.station, tmg.settings);
    expect(issued?.certificate).toMatchObject({
      kind: 'purge',
      station: 'tmg',
      batches: [{ sequence: 1, manifest: first.manifestDigest, records: 1 }],
    });
    expect(await readdir(tmg.station.layout.path('outbox'))).toEqual([second.file]);
    expect(await purgeOutbox(tmg.station, tmg.settings)).toBeNull();
  });
});
