import { craftBatch, fixedInstant, fixedParties } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/contract/policy.ts';
import { judge, outcomeOf, trust, verifyIt } from '../trial.ts';

const { tmg, agent } = fixedParties;

/** After the batch was sealed, and before it comes. */
const between = '2026-11-03T06:30:00Z';

function revoked(revokedFrom: string) {
  return { policy: { keys: [{ ...trust('sender', tmg), revokedFrom }, trust('agent', agent)] } };
}

/** A ledger that received the batch at that time. */
function seenAt(instant: string | null): Ledger {
  return { judgeSequence: async () => ({ kind: 'next' }), firstSeenAt: async () => instant };
}

describe('a signature by a revoked key', () => {
  it('counts as ever where the revocation takes effect later', async () => {
    expect(await judge(await craftBatch(), revoked('2026-11-03T08:00:00Z'))).toBe('accepted');
  });

  it('is refused where it says itself that it is not older', async () => {
    expect(await judge(await craftBatch(), revoked(fixedInstant))).toBe('rejected at manifest: key-revoked');
  });

  it('waits for a person where it claims to be older and came later, and the batch is checked to the end', async () => {
    const report = await verifyIt(await craftBatch(), revoked(between));
    expect(outcomeOf(report)).toBe('held: key-revoked-late');
    expect(report.waitsFor[0]?.details).toEqual({ name: 'tmg', found: fixedInstant, expected: between });
    expect(report.steps.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  it('counts where the ledger had received the batch before', async () => {
    const context = { ledger: seenAt('2026-11-03T06:10:00Z') };
    expect(await judge(await craftBatch(), { ...revoked(between), context })).toBe('accepted');
    const late = { ledger: seenAt('2026-11-03T06:50:00Z') };
    expect(await judge(await craftBatch(), { ...revoked(between), context: late })).toBe('held: key-revoked-late');
  });

  it('is judged in the same way where it is a co-signature', async () => {
    const batch = await craftBatch({ coSignatures: [{ signer: agent.signer }] });
    const keys = [trust('sender', tmg), { ...trust('agent', agent), revokedFrom: between }];
    expect(await judge(batch, { policy: { keys } })).toBe('held: key-revoked-late');
  });
});

describe('the moment of reception', () => {
  it('is that which the ledger knows, and not the moment of a later verification', async () => {
    const years = { now: new Date('2029-11-03T07:00:00Z') };
    expect(await judge(await craftBatch(), { context: years })).toBe('rejected at policy: facts-too-old');
    const context = { ...years, ledger: seenAt('2026-11-03T06:10:00Z') };
    expect(await judge(await craftBatch(), { context })).toBe('accepted');
  });
});
