import { memorySource, readContainer } from '@scelle/core';
import { craftBatch, fixedParties } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { verifyAnnouncement } from '../src/verify-batch.ts';
import { memoryLedger } from './memory-ledger.ts';
import { outcomeOf, policy, reception } from './trial.ts';

async function announce(batch: Uint8Array, ledger = memoryLedger()) {
  const { payload, ...container } = await readContainer(memorySource(batch));
  const payloadBytes = payload.end - payload.start;
  return verifyAnnouncement({ container, payloadBytes }, policy, { ledger, now: reception });
}

describe('an announcement', () => {
  it('of a batch that can be accepted is as it should be, and says that nothing of the payload was checked', async () => {
    const report = await announce(await craftBatch());
    expect(outcomeOf(report)).toBe('sealed');
    expect(report.steps.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id)).toEqual([
      'signature',
      'manifest',
      'addressee',
      'sequence',
    ]);
    expect(report.steps.find(({ id }) => id === 'payload')).toMatchObject({ code: 'payload-not-arrived' });
  });

  it('by a stranger, or for somebody else, is rejected before a byte of the payload came', async () => {
    const { stranger } = fixedParties;
    expect(outcomeOf(await announce(await craftBatch({ sender: stranger })))).toBe(
      'rejected at signature: seal-unknown-key',
    );
    const other = await craftBatch({ manifest: (manifest) => ({ ...manifest, recipient: 'hadopi' }) });
    expect(outcomeOf(await announce(other))).toBe('rejected at addressee: addressee-other');
  });

  it('of a batch that came before is a duplicate', async () => {
    const batch = await craftBatch();
    const { manifestDigest } = await announce(batch);
    const first = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, digest: manifestDigest! };
    expect(outcomeOf(await announce(batch, memoryLedger([first])))).toBe('duplicate');
  });
});
