import { type Identities, memorySource } from '@scelle/core';
import { craftBatch } from '@scelle/testkit';
import { expect, expectTypeOf, it } from 'vitest';
import type { FullReport, SealedReport } from '../src/contract/report.ts';
import { verifyBatch, verifySealed } from '../src/verify-batch.ts';
import { identities, policy, reception } from './trial.ts';

it('after the verdict is looked at, what it promises is there', async () => {
  const context = { identities, ledger: 'none', now: reception } as const;
  const report = await verifyBatch(memorySource(await craftBatch()), policy, context);
  expectTypeOf(report.verdict).toEqualTypeOf<'accepted' | 'held' | 'rejected' | 'duplicate'>();
  // @ts-expect-error: null where the batch was rejected.
  expect(report.manifest.sender).toBe('tmg');
  if (report.verdict !== 'accepted') expect.fail();
  expect([report.manifest.sender, report.manifestDigest.length, report.records.count]).toEqual(['tmg', 64, 3]);
  // @ts-expect-error: no code that there is.
  expect(report.codes.includes('not-a-code-at-all')).toBe(false);
  expect(report.steps.filter(({ code }) => code === 'no-ledger')).toHaveLength(1);
  // @ts-expect-error: no code that there is.
  expect(report.steps.filter(({ code }) => code === 'not-a-code-at-all')).toHaveLength(0);
});

it('what nobody opened is never accepted, whatever is asked', async () => {
  const report = await verifySealed(memorySource(await craftBatch()), policy, { ledger: 'none', now: reception });
  expectTypeOf(report.verdict).toEqualTypeOf<'sealed' | 'held' | 'rejected' | 'duplicate'>();
  // @ts-expect-error: such a verdict does not exist here.
  expect(report.verdict === 'accepted').toBe(false);
  expectTypeOf<Extract<SealedReport, { verdict: 'sealed' }>['records']>().toEqualTypeOf<null>();
  expectTypeOf<Extract<FullReport, { verdict: 'sealed' }>>().toEqualTypeOf<never>();
});

it('a verification that was not told what it needs does not compile', () => {
  const source = memorySource(new Uint8Array());
  const calls = [
    // @ts-expect-error: no identity.
    () => verifyBatch(source, policy, { identities: [], ledger: 'none' }),
    // @ts-expect-error: nothing of a ledger.
    () => verifyBatch(source, policy, { identities }),
    // @ts-expect-error: nothing of a ledger.
    () => verifySealed(source, policy, {}),
    // @ts-expect-error: a consumer would wait in vain.
    () => verifySealed(source, policy, { ledger: 'none', consumer: { takeGroup: async () => undefined } }),
    // @ts-expect-error: a threshold that is misspelt.
    () => verifySealed(source, { ...policy, requiredRoles: [{ role: 'agent', treshold: 1 }] }, { ledger: 'none' }),
  ];
  expect(calls).toHaveLength(5);
  expectTypeOf<Identities>().toMatchTypeOf<readonly unknown[]>();
});
