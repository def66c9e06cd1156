import { expect, it } from 'vitest';
import { findReceipts } from '../../src/receipts/receipt-store.ts';
import type { RecordSink, SinkTransaction } from '../../src/sinks/record-sink.ts';
import { type Desk, reopen } from '../support/desk.ts';
import { createImportingPair, handOver, importAll } from '../support/imports.ts';
import { testRecord } from '../support/records.ts';
import { describeOnTargets, openTestTarget, query } from '../support/targets.ts';

class PowerCut extends Error {}

/** A target whose importer dies at a step of the transaction: before it is done, or after it. */
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

function findImportReceipt({ station }: Desk, digest: string) {
  const issued = findReceipts(station.database, { direction: 'issued', party: 'tmg', digest });
  return issued.find(({ stage }) => stage === 'import');
}

const boundaries = (['findReceipt', 'addBatch', 'findKnownIds', 'addGroup', 'commit'] as const).flatMap((step) =>
  (['before', 'after'] as const).map((when) => ({ step, when })),
);

describeOnTargets('an importer that dies', ({ createUrl }) => {
  it.each(boundaries)('$when $step leaves all or nothing, and the next one finishes it', async ({ step, when }) => {
    const { tmg, arcom } = await createImportingPair();
    const { manifestDigest: digest } = await handOver(tmg, arcom, [testRecord(1), testRecord(2)]);
    const sink = await openTestTarget(await createUrl());
    await expect(importAll(arcom, dyingSink(sink, step, when))).rejects.toThrow(PowerCut);
    const isDone = step === 'commit' && when === 'after';
    expect(await query(sink.database, 'SELECT COUNT(*) AS records FROM records')).toEqual([
      { records: isDone ? 2 : 0 },
    ]);
    expect(findImportReceipt(arcom, digest)).toBeUndefined();
    await reopen(arcom);
    expect((await importAll(arcom, sink)).map(({ outcome }) => outcome)).toEqual([isDone ? 'known' : 'imported']);
    expect(await importAll(arcom, sink)).toEqual([]);
    expect(await query(sink.database, 'SELECT COUNT(*) AS records FROM records')).toEqual([{ records: 2 }]);
    const inTarget = await sink.findReceipt(digest);
    expect(Buffer.from(findImportReceipt(arcom, digest)!.document)).toEqual(Buffer.from(inTarget!.document));
  });
});
