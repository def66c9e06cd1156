import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { callAsHostileSender } from './hostile-sender.ts';

describe('a receiver that a peer with every bad intention calls', () => {
  it('never fails, keeps nothing that is not a batch, and serves others meanwhile', { timeout: 120_000 }, async () => {
    const workplace = await temporaryFolder();
    const seed = Math.floor(Math.random() * 1_000_000);
    const { bad, failed, foreign, honest } = await callAsHostileSender({ workplace, seed, count: 100 });
    expect({ bad, failed, foreign }, `seed ${seed}`).toEqual({ bad: [], failed: [], foreign: [] });
    expect(honest, `seed ${seed}`).toEqual(['accepted']);
  });
});
