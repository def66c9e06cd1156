import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { openFileSource, readContainer } from '@scelle/core';
import { describe, expect, it } from 'vitest';
import { addDecision } from '../../src/decisions/add-decision.ts';
import { parseDecision } from '../../src/decisions/decision.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { createIntake } from '../../src/receiving/intake.ts';
import { judgeBatch } from '../../src/receiving/judge-batch.ts';
import { readStatus } from '../../src/status.ts';
import { codeOf } from '../support/code-of.ts';
import {
  createDesk,
  type Desk,
  deliver,
  introduce,
  outboxPath,
  pack,
  processAll,
  receiptTrust,
  TestClock,
} from '../support/desk.ts';

const AHEAD = '2027-11-03T06:00:00Z';
const NOW = '2026-11-03T09:00:00Z';

/** A collector whose clock was a year ahead when it packed number 1, and is right since; its authority has all three. */
async function packAhead() {
  const tmg = await createDesk('tmg', 'collector', new TestClock());
  const arcom = await createDesk('arcom', 'authority', new TestClock());
  introduce(tmg, arcom);
  tmg.clock.set(AHEAD);
  const first = outboxPath(tmg, await pack(tmg));
  tmg.clock.set(NOW);
  arcom.clock.set(NOW);
  const second = outboxPath(tmg, await pack(tmg));
  expect(await deliver(arcom, first)).toMatchObject({ outcome: 'quarantined' });
  expect(await deliver(arcom, second)).toMatchObject({ outcome: 'held' });
  const [file = ''] = readStatus(arcom.station).quarantined;
  return { tmg, arcom, first, file };
}

function judge({ station, settings }: Desk, file: string, decision: 'accept' | 'reject') {
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
    expect(await addDecision(tmg.station, decision!, receiptTrust(tmg))).toMatchObject({ state: 'rejected' });

    const replacing = await pack(tmg, { replaces: 1 });
    expect(await deliver(arcom, outboxPath(tmg, replacing))).toMatchObject({ outcome: 'accepted' });
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
    expect(readStatus(arcom.station)).toMatchObject({
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
    expect(readStatus(arcom.station)).toMatchObject({ quarantined: [], receiving: [{ missing: [1] }] });
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
async function announce({ station, settings }: Desk, file: string, step: 'judgeAnnouncement' | 'decide') {
  await using source = await openFileSource(file);
  const container = await readContainer(source);
  const announcement = { container, payloadBytes: container.payload.end - container.payload.start };
  const intake = createIntake(station, createPolicyFinder(station, settings));
  return await intake[step](announcement, { channel: 'network', origin: 'tmg' });
}
