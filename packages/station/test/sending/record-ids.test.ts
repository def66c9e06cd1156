import type { ProvisionalGroup } from '@scelle/verify';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordIds } from '../../src/sending/anomalies.ts';

async function take(ids: readonly number[]): Promise<RecordIds> {
  const taken = new RecordIds();
  const records = ids.map((id) => ({ record: { recordId: `record ${id}` } }));
  await taken.takeGroup({ records } as unknown as ProvisionalGroup);
  return taken;
}

const someIds = fc.array(fc.nat({ max: 40 }), { maxLength: 60 });

describe('the ids of records', () => {
  it('tell which are repeated, and which are shared with another batch', async () => {
    await fc.assert(
      fc.asyncProperty(someIds, someIds, async (ids, others) => {
        const taken = await take(ids);
        expect(taken.countRepeated()).toBe(ids.length - new Set(ids).size);
        expect(taken.countShared(await take(others))).toBe(ids.filter((id) => others.includes(id)).length);
      }),
    );
  });

  it('may be many', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => index);
    const taken = await take([...many, 3]);
    expect([taken.countRepeated(), taken.countShared(await take([3, 20_000]))]).toEqual([1, 2]);
  });
});
