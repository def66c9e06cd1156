import { memorySource } from '@scelle/core';
import { craftBatch, fixedParties } from '@scelle/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ledger, Policy } from '../../src/contract/policy.ts';
import { verifyBatch } from '../../src/verify-batch.ts';
import { judge, policy, verifyFromOutside, verifyIt } from '../trial.ts';

let batch: Uint8Array;
beforeAll(async () => {
  batch = await craftBatch();
});

const [key] = policy.keys;
const limits = { batchRecords: null, batchBytes: null, dailyRecords: null, dayZone: 'UTC' };

/** What somebody wrote in JavaScript, or read from a file. */
function misshapen(change: object): Partial<Policy> {
  return change as Partial<Policy>;
}

describe('a policy that would let pass what it is to refuse is refused itself', () => {
  it.each([
    ['requiredRoles.0.threshold', { requiredRoles: [{ role: 'agent', treshold: 1 }] }],
    ['requiredRoles.0.threshold', { requiredRoles: [{ role: 'agent', threshold: Number.NaN }] }],
    ['requiredRoles.0.threshold', { requiredRoles: [{ role: 'agent', threshold: 0 }] }],
    ['requiredRoles.0.role', { requiredRoles: [{ role: 'Agent', threshold: 1 }] }],
    ['requiredRoles.0.role', { requiredRoles: [{ role: 'sender', threshold: 1 }] }],
    ['clockSkewSeconds', { clockSkewSeconds: Number.NaN }],
    ['clockSkewSeconds', { clockSkewSeconds: -1 }],
    ['clockSkewSeconds', { clockSkewSeconds: '300' }],
    ['maxFactAgeDays', { maxFactAgeDays: Number.NaN }],
    ['maxFactAgeDays', { maxFactAgeDays: undefined }],
    ['maxFactAgeDays', { maxFactAgeDays: Number.POSITIVE_INFINITY }],
    ['limits.batchRecords', { limits: { ...limits, batchRecords: Number.NaN } }],
    ['limits.batchBytes', { limits: { ...limits, batchBytes: undefined } }],
    ['limits.dailyRecords', { limits: { ...limits, dailyRecords: -1 } }],
    ['limits.dayZone', { limits: { ...limits, dayZone: 'Europe/Lutetia' } }],
    ['limits.dailyRecord', { limits: { ...limits, dailyRecord: 5 } }],
    ['keys.0.revokedFrom', { keys: [{ ...key, revokedFrom: '2026-11-03' }] }],
    ['keys.0.validTo', { keys: [{ ...key, validTo: '2026-11-03T00:00:00Z' }] }],
    ['keys.0.role', { keys: [{ ...key, role: undefined }] }],
    ['keys.0.publicKey', { keys: [{ ...key, publicKey: 'RWQ' }] }],
    ['channels', { channels: ['post'] }],
    ['channel', { channel: ['media'] }],
    ['profiles', { profiles: ['ip-evidence/1'] }],
  ])('%s in %j', async (field, change) => {
    const refused = expect.objectContaining({ code: 'policy-invalid', details: expect.objectContaining({ field }) });
    await expect(verifyIt(batch, { policy: misshapen(change) })).rejects.toThrow(refused);
    await expect(verifyFromOutside(batch, { policy: misshapen(change) })).rejects.toThrow(refused);
  });

  it('so is a time that is none, and a ledger of which nothing was said', async () => {
    const invalid = expect.objectContaining({ code: 'policy-invalid', details: { field: 'now', expected: 'instant' } });
    await expect(verifyIt(batch, { context: { now: new Date('yesterday') } })).rejects.toThrow(invalid);
    const unsaid = { ledger: undefined as unknown as 'none' };
    await expect(verifyIt(batch, { context: unsaid })).rejects.toThrow(
      expect.objectContaining({ code: 'ledger-missing' }),
    );
  });

  it('says in both languages what is wrong', async () => {
    const error = await verifyIt(batch, { policy: { clockSkewSeconds: Number.NaN } }).catch((thrown) => thrown);
    expect(error.describe('en')).toContain('clockSkewSeconds (expected: an integer from 0');
    expect(error.describe('fr')).toContain('clockSkewSeconds (attendu : un entier de 0');
  });
});

describe('a ledger whose answer is none', () => {
  const next: Ledger = { judgeSequence: async () => ({ kind: 'next' }) };

  it.each<[keyof Ledger, object]>([
    ['judgeSequence', { judgeSequence: async () => ({ kind: 'fine' }) }],
    ['judgeSequence', { judgeSequence: async () => undefined }],
    ['firstSeenAt', { firstSeenAt: async () => 'last week' }],
    ['countRecords', { countRecords: async () => Number.NaN }],
    ['countRecords', { countRecords: async () => -5 }],
  ])('to %s is not held against the batch, and lets none pass', async (field, answers) => {
    const ledger = { ...next, ...answers };
    const verification = verifyIt(batch, { policy: { limits: { ...limits, dailyRecords: 99 } }, context: { ledger } });
    await expect(verification).rejects.toThrow(expect.objectContaining({ code: 'ledger-invalid', details: { field } }));
  });

  it('leaves a good one as it was', async () => {
    const ledger: Ledger = { ...next, firstSeenAt: async () => null, countRecords: async () => 0 };
    expect(await judge(batch, { context: { ledger } })).toBe('accepted');
  });
});

it('a policy is chosen by the sender that the manifest names, before anything is believed of it', async () => {
  const asked: (string | null)[] = [];
  const context = { identities: [fixedParties.arcom.classical.identity], ledger: 'none' } as const;
  const choose = async (sender: string | null) => {
    asked.push(sender);
    return { ...policy, maxFactAgeDays: null };
  };
  const now = new Date('2026-11-03T07:00:00Z');
  expect(await verifyBatch(memorySource(batch), choose, { ...context, now })).toMatchObject({ verdict: 'accepted' });
  const rubbish = memorySource(new Uint8Array(4_096));
  expect(await verifyBatch(rubbish, choose, context)).toMatchObject({ verdict: 'rejected', manifest: null });
  expect(asked).toEqual(['tmg', null]);
  const badly = () => ({ ...policy, clockSkewSeconds: Number.NaN });
  await expect(verifyBatch(memorySource(batch), badly, context)).rejects.toThrow(
    expect.objectContaining({ code: 'policy-invalid' }),
  );
});
