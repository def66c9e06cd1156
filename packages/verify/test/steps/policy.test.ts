import { ipEvidence, type Profile } from '@scelle/core';
import { craftBatch, fixedRecords } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { judgeCrafted, policy, verifyIt } from '../trial.ts';

/** A batch with one record of that time. */
function occurring(occurredAt: string) {
  return { records: [{ ...fixedRecords[0]!, occurredAt, segments: [] }], attachments: [] };
}

describe('the profile', () => {
  it('must be one that the policy allows', async () => {
    const trial = { policy: { profiles: [ipEvidence] } };
    expect(await judgeCrafted({}, trial)).toBe('rejected at policy: profile-not-allowed');
    const { steps } = await verifyIt(await craftBatch(), trial);
    expect(steps.find(({ id }) => id === 'records')).toMatchObject({ code: 'profile-not-known' });
  });

  it('may be a user’s own', async () => {
    const [own] = policy.profiles as [Profile];
    const profiles = [{ ...own, name: 'own/1' }];
    const manifest = (honest: object) => ({ ...honest, profile: 'own/1' });
    expect(await judgeCrafted({ manifest }, { policy: { profiles } })).toBe('accepted');
    expect(await judgeCrafted({ manifest })).toBe('rejected at policy: profile-not-allowed');
  });
});

describe('facts', () => {
  it.each([
    ['2026-11-03T06:05:00Z', 'accepted'],
    ['2026-11-03T06:05:01Z', 'rejected at policy: facts-in-future'],
    ['2026-05-04T07:00:00Z', 'accepted'],
    ['2026-05-04T06:59:59Z', 'rejected at policy: facts-too-old'],
  ])('of %s, in a batch of 06:00 with five minutes allowed, at most 183 days before 07:00: %s', async (at, outcome) => {
    expect(await judgeCrafted(occurring(at))).toBe(outcome);
  });

  it('may be of any age where the policy sets no bound', async () => {
    expect(await judgeCrafted(occurring('2022-01-01T00:00:00Z'), { policy: { maxFactAgeDays: null } })).toBe(
      'accepted',
    );
  });
});
