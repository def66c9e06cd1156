import { expect, it } from 'vitest';
import { findReceipts } from '../../src/ledger/receipts.ts';
import type { DatabaseSink } from '../../src/sinks/database-sink.ts';
import type { RecordSink, SinkTransaction } from '../../src/sinks/record-sink.ts';
import { createImportingPair, handOver, importAll } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { describeOnTargets, openTestTarget } from '../support/targets.ts';
import { reopen, type TestStation } from '../support/test-station.ts';

class PowerCut extends Error {}

/** A target whose importer fails at a step of the transaction: before it is done, or after it. */
function dyingSink(sink: RecordSink, step: keyof SinkTransaction, when: 'before' | 'after'): RecordSink {
  async function begin(): Promise<SinkTransaction> {
    const transaction = await sink.begin();
    return new Proxy(transaction, {
      get(target, name) {
        const member = Reflect.get(target, name, target) as unknown;
        if (typeof member !== 'function') return member;
        return async (...values: unknown[]) => {
          if (name === step && when === 'before') throw new PowerCut();
          const result = (await Reflect.apply(member, target, values)) as unknown;
          if (name === step) throw new PowerCut();
          return result;
        };
      },
    });
  }
  return { ...sink, begin };
}

async function findImportReceipt({ station }: TestStation, digest: string) {
  const issued = await findReceipts(station.ledger, { direction: 'issued', party: 'tmg', digest });
  return issued.find(({ stage }) => stage === 'import');
}

const boundaries = (['findReceipt', 'addBatch', 'findKnownIds', 'addGroup', 'commit'] as const).flatMap((step) =>
  (['before', 'after'] as const).map((when) => ({ step, when })),
);

describeOnTargets('an importer that fails', ({ createUrl }) => {
  it('before or after any step leaves all of a batch or nothing, and the next one finishes it', async () => {
    const { tmg, arcom } = await createImportingPair();
    const sink = await openTestTarget(await createUrl());
    for (const [at, { step, when }] of boundaries.entries()) {
      const { manifestDigest: digest } = await handOver(tmg, arcom, [testRecord(2 * at), testRecord(2 * at + 1)]);
      await expect(importAll(arcom, dyingSink(sink, step, when))).rejects.toThrow(PowerCut);
      const isDone = step === 'commit' && when === 'after';
      expect(await countRecords(sink), `${when} ${step}`).toBe(2 * at + (isDone ? 2 : 0));
      expect(await findImportReceipt(arcom, digest)).toBeUndefined();
      await reopen(arcom);
      expect((await importAll(arcom, sink)).map(({ outcome }) => outcome)).toEqual([isDone ? 'known' : 'imported']);
      expect(await importAll(arcom, sink)).toEqual([]);
      expect(await countRecords(sink)).toBe(2 * at + 2);
      const inTarget = await sink.findReceipt(digest);
      expect(Buffer.from((await findImportReceipt(arcom, digest))!.document)).toEqual(Buffer.from(inTarget!.document));
    }
  });
});

async function countRecords({ database }: DatabaseSink): Promise<number> {
  const [row] = await database.rows('SELECT COUNT(*) AS records FROM records');
  return Number(row!['records']);
}
