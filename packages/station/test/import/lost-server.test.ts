import { hasPostgres, type PostgresServer, startPostgres } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { RecordSink } from '../../src/sinks/record-sink.ts';
import { codeOf } from '../support/code-of.ts';
import { createImportingPair, handOver, importAll } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { openTestTarget, query } from '../support/targets.ts';

/** More than is sent to the server at once. */
const records = Array.from({ length: 1_500 }, (_, at) => testRecord(at));

/** A target whose server is killed once it gets the first rows. */
function losing(sink: RecordSink, server: PostgresServer): RecordSink {
  async function begin() {
    const transaction = await sink.begin();
    const { addGroup } = transaction;
    transaction.addGroup = async (group) => {
      const adding = addGroup.call(transaction, group);
      const ended = adding.catch(() => undefined);
      await server.kill();
      await ended;
      return adding;
    };
    return transaction;
  }
  return { ...sink, begin };
}

describe.skipIf(!hasPostgres())('an import whose server is killed in the middle of COPY', () => {
  it('says so, leaves nothing, and succeeds when the server is back', async () => {
    await using server = await startPostgres();
    const { tmg, arcom } = await createImportingPair();
    await handOver(tmg, arcom, records);
    const url = await server.createDatabase();
    const lost = await openTestTarget(url);
    expect(await codeOf(() => importAll(arcom, losing(lost, server)))).toBe('database-unreachable');
    expect(await codeOf(() => lost.findReceipt(''))).toBe('database-unreachable');
    await server.restart();
    const sink = await openTestTarget(url);
    expect(await query(sink.database, 'SELECT 1 FROM batches')).toEqual([]);
    expect((await importAll(arcom, sink)).map(({ outcome }) => outcome)).toEqual(['imported']);
    expect(await query(sink.database, 'SELECT COUNT(*) AS records FROM records')).toEqual([{ records: 1_500 }]);
  });
});
