import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { loadReceiver } from './network-load.ts';

describe('a receiver at which many call at once', () => {
  it('loses no request, and stays within its memory', { timeout: 120_000 }, async () => {
    const workplace = await temporaryFolder();
    const outcome = await loadReceiver({ workplace, senders: 10, announcements: 20 });
    expect(outcome).toMatchObject({ answered: 200, delivered: 10 });
    expect(outcome.peakBytes).toBeLessThan(350e6);
  });
});
