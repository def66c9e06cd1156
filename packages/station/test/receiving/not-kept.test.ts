import { readdir, readFile } from 'node:fs/promises';
import { type BatchSource, memorySource, readContainer } from '@scelle/core';
import { rawLedger } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { StationError } from '../../src/errors/station-error.ts';
import { deliverBatch, takeEntry } from '../../src/receiving/deliver.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { createIntake } from '../../src/receiving/intake.ts';
import { readStatus } from '../../src/status.ts';
import { rewind } from '../support/rewind.ts';
import { findFlaws } from '../support/soundness.ts';
import { createPair, outboxPath, pack, type TestStation } from '../support/test-station.ts';

/** Delivers what a peer sent. */
function receive({ station, settings }: TestStation, source: BatchSource, origin = 'tmg') {
  return deliverBatch(station, source, { channel: 'network', origin }, createPolicyFinder(station, settings));
}

/** What the custody log says of refusals. */
function refusals({ station }: TestStation): unknown[] {
  const rows = rawLedger(station).prepare("SELECT entry FROM custody WHERE entry ->> '$.act' = 'batch-refused'").all();
  return rows.map((row) => JSON.parse(String(row['entry'])));
}

describe('a batch whose channel is closed while it is verified', () => {
  it('is not kept, and can come again', async () => {
    const { tmg, arcom } = await createPair();
    const source = memorySource(new Uint8Array(await readFile(outboxPath(tmg, await pack(tmg)))));
    const { station, settings } = arcom;
    const checkBeforeKeeping = () => {
      throw new StationError('channel-state-unchanged');
    };
    const delivery = { channel: 'network', origin: 'tmg', checkBeforeKeeping } as const;
    const delivered = deliverBatch(station, source, delivery, createPolicyFinder(station, settings));
    await expect(delivered).rejects.toMatchObject({ code: 'channel-state-unchanged' });
    expect(await readdir(station.layout.path('inbox'))).toEqual([]);
    expect(await receive(arcom, source)).toMatchObject({ outcome: 'accepted' });
  });
});

describe('what arrives damaged over the network', () => {
  it('is not kept, and the custody log says once who sent what, and what was wrong with it', async () => {
    const { tmg, arcom } = await createPair();
    const { file, manifestDigest } = await pack(tmg);
    const batch = new Uint8Array(await readFile(outboxPath(tmg, { file })));
    const damaged = Uint8Array.from(batch);
    damaged[600]! ^= 1;
    for (let time = 0; time < 3; time += 1) {
      expect(await receive(arcom, memorySource(damaged))).toMatchObject({ outcome: 'quarantined', receipts: [] });
    }
    expect(await readdir(arcom.station.layout.path('quarantine'))).toEqual([]);
    expect(refusals(arcom)).toMatchObject([
      { party: 'tmg', batch: null, details: { channel: 'network', manifest: manifestDigest, codes: 'payload-digest' } },
    ]);
    expect(await receive(arcom, memorySource(batch))).toMatchObject({ outcome: 'accepted' });
    expect(await findFlaws(arcom.station)).toEqual([]);
  });

  it('is entered for each party that sends it', async () => {
    const { tmg, arcom } = await createPair();
    const cut = new Uint8Array(await readFile(outboxPath(tmg, await pack(tmg)))).subarray(0, 5_000);
    for (const origin of ['tmg', 'gate', 'tmg']) await receive(arcom, memorySource(cut), origin);
    expect(refusals(arcom)).toMatchObject([
      { party: 'tmg', details: { manifest: null } },
      { party: 'gate', details: { manifest: null } },
    ]);
  });
});

describe('entries about what a party announces', () => {
  it('are twenty an hour at most, and each party has its own', async () => {
    const { arcom } = await createPair();
    const taken = Array.from({ length: 150 }, () => takeEntry(arcom.station, 'tmg'));
    expect(taken.filter(Boolean)).toHaveLength(20);
    expect(takeEntry(arcom.station, 'other')).toBe(true);
    const later = {
      ...arcom.station.environment,
      now: () => new Date(arcom.station.environment.now().getTime() + 2 * 3_600_000),
    };
    expect(takeEntry({ ...arcom.station, environment: later }, 'tmg')).toBe(true);
  });
});

describe('an announcement for a number that is another batch’s', () => {
  it('is refused, and custody log and status name the second batch, once', async () => {
    const { tmg, arcom } = await createPair();
    let one = new Uint8Array();
    await rewind(tmg, async () => {
      one = new Uint8Array(await readFile(outboxPath(tmg, await pack(tmg))));
    });
    const other = await pack(tmg);
    await receive(arcom, memorySource(one));
    const { payload, ...container } = await readContainer(memorySource(await readFile(outboxPath(tmg, other))));
    const announcement = { container, payloadBytes: payload.end - payload.start };
    const intake = createIntake(arcom.station, createPolicyFinder(arcom.station, arcom.settings));
    for (let time = 0; time < 3; time += 1) {
      expect(await intake.judgeAnnouncement(announcement, { channel: 'network', origin: 'tmg' })).toMatchObject({
        kind: 'refused',
        report: { codes: ['sequence-equivocation'] },
      });
    }
    expect(refusals(arcom)).toMatchObject([
      {
        party: 'tmg',
        batch: { stream: 'music', sequence: 1, digest: other.manifestDigest },
        details: { channel: 'network', codes: 'sequence-equivocation' },
      },
    ]);
    expect(await readStatus(arcom.station)).toMatchObject({
      contradicting: [{ sender: 'tmg', stream: 'music', sequence: 1, digest: other.manifestDigest }],
      needsPerson: false,
    });
    expect(await findFlaws(arcom.station)).toEqual([]);
  });
});
