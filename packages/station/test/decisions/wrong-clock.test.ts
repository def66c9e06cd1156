import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { formatKeyId, openFileSource, readContainer } from '@scelle/core';
import { describe, expect, it } from 'vitest';
import { revokeKey } from '../../src/cards/revocations.ts';
import { addDecision } from '../../src/decisions/add-decision.ts';
import { parseDecision } from '../../src/decisions/decision.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { createIntake } from '../../src/receiving/intake.ts';
import { judgeBatch } from '../../src/receiving/judge-batch.ts';
import { readStatus } from '../../src/status.ts';
import { codeOf } from '../support/code-of.ts';
import {
  changeSettings,
  createTestStation,
  deliver,
  introduce,
  outboxPath,
  pack,
  processAll,
  receiptTrust,
  signingKey,
  TestClock,
  type TestStation,
} from '../support/test-station.ts';

const AHEAD = '2027-11-03T06:00:00Z';
const NOW = '2026-11-03T09:00:00Z';

/** A collector whose clock was a year ahead when it packed number 1, and is right since; its authority has all three. */
async function packAhead() {
  const tmg = await createTestStation('tmg', 'collector', new TestClock());
  const arcom = await createTestStation('arcom', 'authority', new TestClock());
  await introduce(tmg, arcom);
  tmg.clock.set(AHEAD);
  const first = outboxPath(tmg, await pack(tmg));
  tmg.clock.set(NOW);
  arcom.clock.set(NOW);
  const second = outboxPath(tmg, await pack(tmg));
  expect(await deliver(arcom, first)).toMatchObject({ outcome: 'quarantined' });
  expect(await deliver(arcom, second)).toMatchObject({ outcome: 'held' });
  const [file = ''] = (await readStatus(arcom.station)).quarantined;
  return { tmg, arcom, first, file };
}

function judge({ station, settings }: TestStation, file: string, decision: 'accept' | 'reject') {
  const findPolicy = createPolicyFinder(station, settings);
  return judgeBatch(station, basename(file), { decision, reason: 'clock a year ahead', findPolicy });
}

describe('a batch from a clock that was a year ahead', () => {
  it('is rejected by a person, whose decision ends the wait of the stream at both ends', async () => {
    const { tmg, arcom, file } = await packAhead();
    const { decision, followed } = await judge(arcom, file, 'reject');
    expect(parseDecision(decision!.document)).toMatchObject({
      outcome: 'rejected',
      decidedBy: 'person',
      sequence: 1,
      codes: ['signing-time-implausible'],
    });
    expect(followed).toMatchObject([{ sequence: 2, outcome: 'accepted' }]);
    expect(await addDecision(tmg.station, decision!, await receiptTrust(tmg))).toMatchObject({ state: 'rejected' });

    const replacing = await pack(tmg, { replaces: 1 });
    expect(await deliver(arcom, outboxPath(tmg, replacing))).toMatchObject({ outcome: 'accepted' });
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
    expect(await readStatus(arcom.station)).toMatchObject({
      needsPerson: false,
      receiving: [{ rejected: [1], missing: [] }],
    });
  });

  it('cannot be accepted, and is told apart from what is damaged, of which nothing is decided', async () => {
    const { arcom, file } = await packAhead();
    expect(await codeOf(() => judge(arcom, file, 'accept'))).toBe('batch-not-waiting');
    const path = arcom.station.layout.path('quarantine', basename(file));
    const bytes = await readFile(path);
    bytes.fill(0, 700, 716);
    await rm(path);
    await writeFile(path, bytes);
    expect(await judge(arcom, file, 'reject')).toMatchObject({ decision: null, followed: [] });
    expect(await readStatus(arcom.station)).toMatchObject({ quarantined: [], receiving: [{ missing: [1] }] });
  });

  it('is decided also where a person had said before that they have seen it', async () => {
    const { arcom, file } = await packAhead();
    await judgeBatch(arcom.station, basename(file), { decision: 'reject', reason: 'seen' });
    expect(await judge(arcom, file, 'reject')).toMatchObject({ followed: [{ sequence: 2 }] });
    expect(await codeOf(() => judge(arcom, file, 'reject'))).toBe('batch-unknown');
  });

  it('gets the same decision over the network, where its seal is doubted as before', async () => {
    const { arcom, first, file } = await packAhead();
    const { decision } = await judge(arcom, file, 'reject');
    expect(await announce(arcom, first, 'judgeAnnouncement')).toMatchObject({ kind: 'refused' });
    expect(await announce(arcom, first, 'decide')).toMatchObject({ signature: decision!.signature });
  });
});

/** Hands an intake the announcement of a file. */
async function announce({ station, settings }: TestStation, file: string, step: 'judgeAnnouncement' | 'decide') {
  await using source = await openFileSource(file);
  const container = await readContainer(source);
  const announcement = { container, payloadBytes: container.payload.end - container.payload.start };
  const intake = createIntake(station, createPolicyFinder(station, settings));
  return await intake[step](announcement, { channel: 'network', origin: 'tmg' });
}

/** An authority that does not believe the key of number 1 at the time of its seal, and has number 2 as well. */
async function packMistimed(change: (arcom: TestStation, tmg: TestStation) => Promise<void> | void, sealedAt: string) {
  const tmg = await createTestStation('tmg', 'collector', new TestClock());
  const arcom = await createTestStation('arcom', 'authority', new TestClock());
  await introduce(tmg, arcom);
  tmg.clock.set(sealedAt);
  arcom.clock.set(sealedAt);
  const first = outboxPath(tmg, await pack(tmg));
  await change(arcom, tmg);
  expect(await deliver(arcom, first)).toMatchObject({ outcome: 'quarantined' });
  return { tmg, arcom };
}

describe('a batch whose key does not count at the time of its seal', () => {
  it('keeps its stream waiting until a person rejects it, and its sender learns of it', async () => {
    const expire = (arcom: TestStation) =>
      changeSettings(arcom, (text) => text.replace('key-validity-days = 1096', 'key-validity-days = 1'));
    const { tmg, arcom } = await packMistimed(expire, '2026-11-04T06:30:00Z');
    const { undecided } = await readStatus(arcom.station);
    expect(undecided).toMatchObject([{ codes: ['key-expired'] }]);
    const { decision } = await judge(arcom, undecided[0]!.file, 'reject');
    expect(await addDecision(tmg.station, decision!, await receiptTrust(tmg))).toMatchObject({ state: 'rejected' });
    expect(await readStatus(arcom.station)).toMatchObject({
      undecided: [],
      quarantined: [],
      receiving: [{ expected: 2 }],
    });
    expect((await pack(tmg, { replaces: 1 })).manifest).toMatchObject({ sequence: 2 });
  });

  it('uses up no number where the key is revoked, unless its sender says that it made the seal', async () => {
    const revoke = async ({ station }: TestStation, tmg: TestStation) => {
      const key = formatKeyId((await signingKey(tmg)).keyNumber);
      const revokedAt = '2026-11-03T08:00:00Z';
      await revokeKey(station, { key, from: revokedAt, reason: 'lost', revokedAt });
    };
    const { tmg, arcom } = await packMistimed(revoke, NOW);
    const [{ file, codes }] = (await readStatus(arcom.station)).undecided as [{ file: string; codes: string[] }];
    expect(codes).toEqual(['key-revoked']);
    expect(await judge(arcom, file, 'reject')).toMatchObject({ decision: null });
    expect(await readStatus(arcom.station)).toMatchObject({ quarantined: [], undecided: [{ file }] });
    const { station, settings } = arcom;
    const findPolicy = createPolicyFinder(station, settings);
    const judgement = { decision: 'reject', reason: 'tmg sealed it', findPolicy, senderConfirms: true } as const;
    const { decision } = await judgeBatch(station, basename(file), judgement);
    expect(parseDecision(decision!.document)).toMatchObject({ sequence: 1, codes: ['key-revoked'] });
    expect(await addDecision(tmg.station, decision!, await receiptTrust(tmg))).toMatchObject({ state: 'rejected' });
    expect(await readStatus(station)).toMatchObject({ undecided: [], receiving: [{ expected: 2 }] });
  });
});
