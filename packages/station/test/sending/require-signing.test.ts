import { rawLedger } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { examineStation } from '../../src/doctor/examine-station.ts';
import { requireNoneAdopted } from '../../src/sending/adopt-orphans.ts';
import { requireSigning } from '../../src/sending/require-signing.ts';
import { codeOf } from '../support/code-of.ts';
import {
  createPair,
  deliver,
  outboxPath,
  pack,
  processAll,
  reopen,
  signingKey,
  type TestStation,
} from '../support/test-station.ts';

async function codeAt(own: TestStation, time: string): Promise<string | null> {
  const signer = await signingKey(own);
  own.clock.set(time);
  return codeOf(() => requireSigning(own.station, own.settings, signer));
}

describe('a station that is about to sign', () => {
  it('goes on within the validity of its key', async () => {
    const { tmg } = await createPair();
    expect(await codeAt(tmg, '2026-11-03T09:00:00Z')).toBeNull();
  });

  it('refuses after the end of its key, and with a key that its card does not list', async () => {
    const { tmg, arcom } = await createPair();
    expect(await codeAt(tmg, '2046-11-03T09:00:00Z')).toBe('signing-key-not-valid');
    tmg.clock.set('2026-11-03T09:00:00Z');
    const foreign = await signingKey(arcom);
    expect(await codeOf(() => requireSigning(tmg.station, tmg.settings, foreign))).toBe('signing-key-not-valid');
  });

  it('refuses while its clock is behind the last entry of its custody log', async () => {
    const { tmg } = await createPair();
    tmg.clock.set('2026-11-05T06:00:00Z');
    await pack(tmg);
    expect(await codeAt(tmg, '2026-11-04T06:00:00Z')).toBe('clock-behind-ledger');
    expect(await codeAt(tmg, '2026-11-05T05:58:00Z')).toBeNull();
    await tmg.station.change((inside) => inside.record({ command: 'doctor', act: 'station-examined', result: 'done' }));
    expect(await codeAt(tmg, '2026-11-05T05:56:00Z')).toBeNull();
  });

  it('is not let go on by what was noted meanwhile, but by an examination', async () => {
    const { tmg } = await createPair();
    tmg.clock.set('2027-11-05T06:00:00Z');
    await pack(tmg);
    tmg.clock.set('2026-11-04T06:00:00Z');
    await tmg.station.change((inside) =>
      inside.record({ command: 'peer add', act: 'peer-card-confirmed', result: 'done' }),
    );
    expect(await codeAt(tmg, '2026-11-04T07:00:00Z')).toBe('clock-behind-ledger');
    await reopen(tmg);
    expect(await codeAt(tmg, '2026-11-04T07:00:00Z')).toBe('clock-behind-ledger');
    await examineStation(tmg.station);
    expect(await codeAt(tmg, '2026-11-04T08:00:00Z')).toBeNull();
    expect(await codeAt(tmg, '2026-11-04T06:30:00Z')).toBe('clock-behind-ledger');
  });

  it('keeps, opens and imports nothing for which it would sign a receipt, however it came', async () => {
    const { tmg, arcom } = await createPair();
    const [first, second] = [outboxPath(tmg, await pack(tmg)), outboxPath(tmg, await pack(tmg))];
    await deliver(arcom, first);
    arcom.clock.set('2026-12-03T06:00:00Z');
    await examineStation(arcom.station);
    arcom.clock.set('2026-11-03T07:00:00Z');
    for (const channel of ['file', 'media', 'network'] as const) {
      expect(await codeOf(() => deliver(arcom, second, channel))).toBe('clock-behind-ledger');
    }
    expect(await codeOf(() => processAll(arcom))).toBe('clock-behind-ledger');
    await examineStation(arcom.station);
    expect((await deliver(arcom, second)).outcome).toBe('accepted');
  });
});

describe('a batch that an interrupted command has sealed', () => {
  it('stops the next command for its stream, once, and no other', async () => {
    const { tmg } = await createPair();
    const packed = await pack(tmg);
    rawLedger(tmg.station).exec('DELETE FROM sent');
    const station = await reopen(tmg);
    const codeFor = (to: string, stream: string) => codeOf(() => requireNoneAdopted(station, { to, stream }));
    expect(station.recovered).toEqual([{ kind: 'batch-adopted', file: outboxPath(tmg, packed) }]);
    expect(await codeFor('arcom', 'music')).toBe('batch-adopted');
    expect(await codeFor('arcom', 'film')).toBeNull();
    const next = await reopen(tmg);
    expect(await codeOf(() => requireNoneAdopted(next, { to: 'arcom', stream: 'music' }))).toBeNull();
  });
});
