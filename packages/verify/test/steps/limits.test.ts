import { craftBatch, fixedRecords } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { Limits, RecordQuery } from '../../src/contract/policy.ts';
import { memoryLedger } from '../memory-ledger.ts';
import { judge, judgeCrafted, verifyFromOutside, verifyIt } from '../trial.ts';

const none: Limits = { batchRecords: null, batchBytes: null, dailyRecords: null, dayZone: 'Europe/Paris' };
const counts = Map.groupBy(fixedRecords, ({ controller }) => controller);
const [controller, { length: own }] = [...counts][0]!;

function within(change: Partial<Limits>) {
  return { policy: { limits: { ...none, ...change } } };
}

/** A ledger of other batches, with as many records of every controller, that keeps what it was asked. */
function ledgerWith(records: number) {
  const queries: RecordQuery[] = [];
  const countRecords = async (query: RecordQuery) => {
    queries.push(query);
    return records;
  };
  return { queries, ledger: { ...memoryLedger(), countRecords } };
}

describe('the limits of a batch', () => {
  it('are none where the policy sets none', async () => {
    expect(await judgeCrafted({}, within({}))).toBe('accepted');
  });

  it('are on its records', async () => {
    expect(await judgeCrafted({}, within({ batchRecords: fixedRecords.length }))).toBe('accepted');
    expect(await judgeCrafted({}, within({ batchRecords: fixedRecords.length - 1 }))).toBe(
      'rejected at policy: batch-over-records',
    );
  });

  it('are on the bytes of its payload', async () => {
    const { manifest } = await verifyIt(await craftBatch());
    const { bytes } = manifest!.payload;
    expect(await judgeCrafted({}, within({ batchBytes: bytes }))).toBe('accepted');
    expect(await judgeCrafted({}, within({ batchBytes: bytes - 1 }))).toBe('rejected at policy: batch-over-bytes');
  });

  it('refuse it without an opening key, and before anything is opened', async () => {
    const trial = within({ batchRecords: 1 });
    const sealed = { ...trial, isSealed: true };
    expect(await judgeCrafted({}, sealed)).toBe('rejected at policy: batch-over-records');
    const { steps } = await verifyIt(await craftBatch(), trial);
    expect(steps.find(({ id }) => id === 'decryption')).toMatchObject({ code: 'earlier-step-failed' });
  });

  it('are not shown as kept where the content was not checked', async () => {
    const { steps } = await verifyFromOutside(await craftBatch(), within({ batchRecords: 99 }));
    expect(steps.find(({ id }) => id === 'policy')).toMatchObject({ outcome: 'not-checked', code: 'no-opening-key' });
  });

  it('are told among what was compared', async () => {
    const { steps } = await verifyIt(await craftBatch(), within({ batchRecords: 99, dailyRecords: 99 }));
    expect(steps.find(({ id }) => id === 'policy')?.compared).toEqual(
      expect.arrayContaining([
        { what: 'batch-records', found: String(fixedRecords.length), expected: '≤ 99' },
        { what: 'daily-records', found: `${controller} 2026-11-03 ${own}`, expected: '≤ 99' },
      ]),
    );
  });
});

describe('the records of a controller on one day', () => {
  it('are counted with those of the batches before', async () => {
    const { ledger, queries } = ledgerWith(10);
    const judgeAt = (dailyRecords: number) => judgeCrafted({}, { ...within({ dailyRecords }), context: { ledger } });
    const most = Math.max(...[...counts.values()].map(({ length }) => length));
    expect(await judgeAt(10 + most)).toBe('accepted');
    expect(await judgeAt(10 + most - 1)).toBe('rejected at policy: daily-records-exceeded');
    expect(queries[0]).toMatchObject({
      controller,
      day: '2026-11-03',
      except: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('are held against the batch alone where no ledger counts', async () => {
    expect(await judgeCrafted({}, within({ dailyRecords: 1_000 }))).toBe('accepted');
    const most = Math.max(...[...counts.values()].map(({ length }) => length));
    const trial = { ...within({ dailyRecords: most - 1 }), context: { ledger: memoryLedger() } };
    expect(await judgeCrafted({}, trial)).toBe('rejected at policy: daily-records-exceeded');
  });

  it.each([
    ['2026-10-24T21:59:59Z', '2026-10-24'],
    ['2026-10-24T22:00:00Z', '2026-10-25'],
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-26'],
  ])('belong to the day in the zone, where summer time ends: %s to %s', async (createdAt, day) => {
    const { ledger, queries } = ledgerWith(0);
    const manifest = (honest: object) => ({ ...honest, createdAt });
    const policy = { limits: { ...none, dailyRecords: 99 }, clockSkewSeconds: 30 * 86_400 };
    await judgeCrafted({ manifest }, { policy, context: { ledger } });
    expect(queries[0]?.day).toBe(day);
  });

  it('do not count against a duplicate', async () => {
    const batch = await craftBatch();
    const { manifest, manifestDigest } = await verifyIt(batch);
    const ledger = memoryLedger([{ ...manifest!, digest: manifestDigest! }]);
    expect(await judge(batch, { ...within({ batchRecords: 1 }), context: { ledger } })).toBe('duplicate');
  });
});
