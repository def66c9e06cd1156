import { describeWithTools } from '@scelle/testkit';
import { type FullReport, verifyBatch } from '@scelle/verify';
import { expect, it } from 'vitest';
import { examineBatches } from './batches.ts';

const seed = Date.now() % 1_000_000;

describeWithTools(['python3'], `altered batches of seed ${seed}`, () => {
  it('are accepted at no layer above the seal, and below it only where another reader sees the same', async () => {
    const { tally, strays, compared } = await examineBatches(400, seed);
    expect(strays).toEqual([]);
    expect(compared).toBeGreaterThan(0);
    expect(tally.container.refused + tally.seal.refused).toBeGreaterThan(40);
  });

  it('show a verification that forgives the seal, and one that throws', async () => {
    const forgiving: typeof verifyBatch = async (...given) => {
      const report = await verifyBatch(...given);
      return report.codes.some((code) => /^(?:seal|signature|trusted)/.test(code))
        ? ({ ...report, verdict: 'accepted' } as FullReport)
        : report;
    };
    const { strays } = await examineBatches(100, 1, forgiving);
    expect(strays.map(({ what }) => what)).toContain('an altered batch is accepted');
    const failing = () => Promise.reject(new TypeError('x'));
    expect((await examineBatches(10, 1, failing)).strays[0]?.what).toBe('throws TypeError: x');
  });
});
