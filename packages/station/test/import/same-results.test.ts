import { join } from 'node:path';
import {
  fixedAttachments,
  fixedRecords,
  hasPostgres,
  type PostgresServer,
  startPostgres,
  temporaryFolder,
} from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { importBatch } from '../../src/import/import-batch.ts';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { findReceivedBatch } from '../../src/receiving/judge-batch.ts';
import { tableColumns } from '../../src/sinks/database.ts';
import { readStatistics } from '../../src/statistics/read-statistics.ts';
import { createImportingPair, handOver, importingOf } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { openTestTarget, query } from '../support/targets.ts';

/** What tells one import from another of the same batch: when it was, and how far the custody log had come. */
function withoutTimes(row: object): object {
  return { ...row, imported_at: null, issued_at: null, document: null, signature: null };
}

/** A database whose texts are in the order of a dictionary, as those of most servers are. */
async function createFrench(server: PostgresServer): Promise<string> {
  const first = await server.createDatabase();
  await server.psql(first, "CREATE DATABASE french TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'fr'");
  return first.replace(/test\d+/, 'french');
}

describe.skipIf(!hasPostgres())('the same batches in SQLite and in PostgreSQL', () => {
  it('are the same rows, the same statistics and the same receipts', async () => {
    await using server = await startPostgres();
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, fixedRecords, fixedAttachments);
    await handOver(
      tmg,
      arcom,
      [
        ...[testRecord(7), fixedRecords[0]!, testRecord(8, { isp: 'Example Télécom' })],
        ...['b', 'B', 'é', 'Zed', 'Zed', 'Zed', 'Zed'].map((isp, at) => testRecord(at + 10, { isp })),
      ],
      fixedAttachments.slice(0, 1),
    );
    const urls = [`sqlite:${join(await temporaryFolder(), 'evidence.db')}`, await createFrench(server)];
    const results = [];
    for (const url of urls) {
      // To the ledger it is one target: a batch goes into no second one.
      const sink = { ...(await openTestTarget(url)), name: urls[0]! };
      const importing = await importingOf(arcom, sink);
      const receipts = [];
      for (const name of ['tmg.arcom.music.000001', 'tmg.arcom.music.000002']) {
        const { receipt } = await importBatch(arcom.station, await findReceivedBatch(arcom.station, name), importing);
        receipts.push({ ...parseReceipt(receipt!.document), issuedAt: null, custody: null });
      }
      const tables: Record<string, readonly object[]> = {};
      for (const [table, columns] of Object.entries(tableColumns)) {
        const order = columns.map((_, at) => at + 1).join(', ');
        const rows = await query(sink.database, `SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${order}`);
        tables[table] = rows.map(withoutTimes);
      }
      results.push({ receipts, tables, statistics: await readStatistics(sink.database) });
    }
    expect(results[0]!.receipts[1]!.rejects).toEqual([{ index: 1, code: 'record-known' }]);
    const { providers } = results[0]!.statistics;
    expect(providers.map(({ label }) => label)).toEqual(['', 'Zed', 'B', 'Example Télécom', 'b', 'é']);
    expect(results[1]).toEqual(results[0]);
  });
});
