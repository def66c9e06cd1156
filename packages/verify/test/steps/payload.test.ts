import type { Manifest } from '@scelle/core';
import { craftBatch } from '@scelle/testkit';
import { expect, it } from 'vitest';
import { judgeCrafted, verifyFromOutside } from '../trial.ts';

it('a payload of another length than the manifest says is refused', async () => {
  const manifest = (honest: Manifest) => ({
    ...honest,
    payload: { ...honest.payload, bytes: honest.payload.bytes + 1 },
  });
  expect(await judgeCrafted({ manifest })).toBe('rejected at payload: payload-size');
});

it('a payload with another digest than the manifest says is refused, at level sealed too', async () => {
  const craft = {
    manifest: (honest: Manifest) => ({ ...honest, payload: { ...honest.payload, sha256: 'ab'.repeat(32) } }),
  };
  expect(await judgeCrafted(craft)).toBe('rejected at payload: payload-digest');
  expect(await judgeCrafted(craft, { isSealed: true })).toBe('rejected at payload: payload-digest');
});

it('a payload that is empty, or no age file at all, is refused when it is opened', async () => {
  expect(await judgeCrafted({ payload: () => new Uint8Array() })).toBe('rejected at decryption: age-header-truncated');
  expect(await judgeCrafted({ payload: () => new Uint8Array(100) })).toBe('rejected at decryption: age-header-invalid');
});

it('the level sealed checks six steps and says of the others that they were not checked', async () => {
  const report = await verifyFromOutside(await craftBatch());
  expect(report).toMatchObject({ verdict: 'sealed', level: 'sealed', records: null });
  const opened = report.steps.slice(6);
  expect(opened.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual(
    opened.map(() => 'not-checked no-opening-key'),
  );
});
