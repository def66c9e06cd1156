import type { DeliveryResult } from '@scelle/verify';
import { describe, expect, it } from 'vitest';
import { changeSettings, createPair, deliver, outboxPath, pack } from '../support/test-station.ts';

/** A batch that is sealed at one time and delivered at another; keys are trusted for a day, and begin at 06:00. */
async function sealAndDeliver(sealedAt: string, deliveredAt: string): Promise<DeliveryResult> {
  const { tmg, arcom } = await createPair();
  await changeSettings(arcom, (text) => text.replace('key-validity-days = 1096', 'key-validity-days = 1'));
  tmg.clock.set(sealedAt);
  const path = outboxPath(tmg, await pack(tmg));
  arcom.clock.set(deliveredAt);
  return deliver(arcom, path);
}

describe('the key of a sender', () => {
  it.each([
    ['2026-11-03T07:00:00Z', '2026-11-03T08:00:00Z', 'accepted', []],
    // It was valid when it sealed, however late the batch comes.
    ['2026-11-04T05:59:00Z', '2026-11-09T08:00:00Z', 'accepted', []],
    ['2026-11-03T05:50:00Z', '2026-11-03T08:00:00Z', 'quarantined', ['key-not-yet-valid']],
    ['2026-11-04T06:30:00Z', '2026-11-04T08:00:00Z', 'quarantined', ['key-expired']],
  ])('that seals at %s a batch which comes at %s: %s', async (sealedAt, deliveredAt, outcome, codes) => {
    expect(await sealAndDeliver(sealedAt, deliveredAt)).toMatchObject({ outcome, report: { codes } });
  });
});
