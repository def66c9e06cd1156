import { readFile } from 'node:fs/promises';
import { memorySource, readContainer, type SecretKey } from '@scelle/core';
import type { Announcement, Intake } from '@scelle/verify';
import type { SignedDocument } from '@scelle/verify/internal';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCurrentCard } from '../../src/cards/card-store.ts';
import { revokeKey } from '../../src/cards/revocations.ts';
import { addDecision, exportDecisions } from '../../src/decisions/add-decision.ts';
import {
  type Decision,
  encodeDecision,
  parseDecision,
  signDecision,
  verifyDecision,
} from '../../src/decisions/decision.ts';
import { readUnattendedKey } from '../../src/home/files.ts';
import { addReceipt } from '../../src/receipts/add-receipt.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { createIntake } from '../../src/receiving/intake.ts';
import { readStatus } from '../../src/status.ts';
import { codeOf } from '../support/code-of.ts';
import {
  changeSettings,
  createPair,
  deliver,
  outboxPath,
  pack,
  processAll,
  receiptTrust,
  type TestStation,
} from '../support/test-station.ts';

const delivery = { channel: 'network', origin: 'tmg' } as const;

function intakeOf({ station, settings }: TestStation): Intake {
  return createIntake(station, createPolicyFinder(station, settings));
}

async function announcementOf(path: string): Promise<Announcement> {
  const { payload, ...container } = await readContainer(memorySource(await readFile(path)));
  return { container, payloadBytes: payload.end - payload.start };
}

const few = (text: string) => text.replace('max-batch-records = 5000000', 'max-batch-records = 1');

/** A batch that was refused for its number of records, and what was decided about it. */
async function refuse() {
  const { tmg, arcom } = await createPair();
  const announcement = await announcementOf(outboxPath(tmg, await pack(tmg)));
  const rules = arcom.settings;
  await changeSettings(arcom, few);
  const decision = (await intakeOf(arcom).decide(announcement, delivery))!;
  arcom.settings = rules;
  return { tmg, arcom, announcement, decision };
}

async function add(own: TestStation, signed: SignedDocument) {
  return addDecision(own.station, signed, await receiptTrust(own));
}

/** The decision with something else in it, signed with a true key of the recipient. */
async function craft(arcom: TestStation, signed: SignedDocument, change: Partial<Decision>, key?: SecretKey) {
  const decision = { ...parseDecision(signed.document), ...change };
  return signDecision(decision, key ?? (await readUnattendedKey(arcom.station.layout, 'delivery')));
}

describe('a batch that breaks a rule of its recipient', () => {
  it.each([
    ['batch-over-records', few],
    ['batch-over-bytes', (text: string) => text.replace('max-batch-size = "64G"', 'max-batch-size = "1K"')],
    ['daily-records-exceeded', (text: string) => text.replace('max-daily-records = 150000', 'max-daily-records = 1')],
  ])('is refused, rejected where its sender asks, and can be replaced: %s', async (code, change) => {
    const { tmg, arcom } = await createPair();
    const announcement = await announcementOf(outboxPath(tmg, await pack(tmg)));
    const rules = arcom.settings;
    await changeSettings(arcom, change);
    const intake = intakeOf(arcom);
    expect(await intake.judgeAnnouncement(announcement, delivery)).toMatchObject({ kind: 'refused' });
    expect((await readStatus(arcom.station)).receiving).toEqual([]);

    const decision = (await intake.decide(announcement, delivery))!;
    expect(parseDecision(decision.document)).toMatchObject({ outcome: 'rejected', decidedBy: 'policy', codes: [code] });
    expect(await intake.decide(announcement, delivery)).toMatchObject({ signature: decision.signature });
    expect(await intake.judgeAnnouncement(announcement, delivery)).toMatchObject({
      kind: 'refused',
      codes: [code],
    });
    expect(await add(tmg, decision)).toMatchObject({ outcome: 'added', state: 'rejected' });
    expect(await add(tmg, decision)).toMatchObject({ outcome: 'known', state: 'rejected' });

    arcom.settings = rules;
    const replacing = await pack(tmg, { replaces: 1 });
    expect(await deliver(arcom, outboxPath(tmg, replacing))).toMatchObject({ outcome: 'accepted' });
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('does not keep those behind it waiting, and comes by file as a duplicate', async () => {
    const { tmg, arcom } = await createPair();
    const [first, second] = [outboxPath(tmg, await pack(tmg)), outboxPath(tmg, await pack(tmg))];
    expect(await deliver(arcom, second)).toMatchObject({ outcome: 'held' });
    await changeSettings(arcom, few);
    await intakeOf(arcom).decide(await announcementOf(first), delivery);
    expect((await readStatus(arcom.station)).receiving).toMatchObject([
      { expected: 3, held: [], missing: [], rejected: [1] },
    ]);
    expect(await deliver(arcom, first)).toMatchObject({ outcome: 'duplicate', receipts: [] });
  });
});

describe('nothing is decided', () => {
  it('about a batch that is wanted, that is here, or that may come by another channel', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    const announcement = await announcementOf(path);
    expect(await intakeOf(arcom).decide(announcement, delivery)).toBeNull();
    const rules = arcom.settings;
    await changeSettings(arcom, (text) =>
      text.replace('channels = ["network", "media", "file"]', 'channels = ["file"]'),
    );
    expect(await intakeOf(arcom).decide(announcement, delivery)).toBeNull();
    arcom.settings = rules;
    expect(await deliver(arcom, path)).toMatchObject({ outcome: 'accepted' });
    expect(await intakeOf(arcom).decide(announcement, delivery)).toBeNull();
  });

  it('about what is not authentic, or claims the number of another', async () => {
    const { tmg, arcom } = await createPair();
    const { tmg: namesake } = await createPair();
    await changeSettings(arcom, few);
    const forged = await announcementOf(outboxPath(namesake, await pack(namesake)));
    expect(await intakeOf(arcom).decide(forged, delivery)).toBeNull();
    await pack(tmg);
    const path = outboxPath(tmg, await pack(tmg));
    await intakeOf(arcom).decide(await announcementOf(path), delivery);
    expect((await readStatus(arcom.station)).receiving).toMatchObject([{ expected: 1, missing: [1] }]);
  });
});

describe('a decision that comes back', () => {
  it('is refused where it says something else than was sent, or is for somebody else', async () => {
    const { tmg, arcom, decision } = await refuse();
    const refused = async (change: Partial<Decision>) =>
      codeOf(async () => add(tmg, await craft(arcom, decision, change)));
    expect(await refused({ manifest: 'ab'.repeat(32) })).toBe('decision-mismatch');
    expect(await refused({ records: 9 })).toBe('decision-mismatch');
    expect(await refused({ sequence: 9 })).toBe('decision-unknown-batch');
    expect(await refused({ sender: 'other' })).toBe('decision-not-for-me');
    expect(await refused({ issuedAt: '2026-11-03T07:00:00Z' })).toBe('decision-from-future');
    expect(await refused({ issuedAt: '2026-11-03T05:00:00Z' })).toBe('decision-key-not-valid');
    expect(await readStatus(tmg.station)).toMatchObject({ sending: [{ rejected: [], decided: [] }] });
    await add(tmg, decision);
    const { issuedAt } = parseDecision(decision.document);
    expect(await refused({ issuedAt, codes: ['other'] })).toBe('decision-outdated');
  });

  it('is refused where it was altered, or another key signed it', async () => {
    const { tmg, arcom, decision } = await refuse();
    const text = new TextDecoder().decode(decision.document);
    const document = new TextEncoder().encode(text.replace('batch-over-records', 'batch-over-record'));
    expect(await codeOf(async () => add(tmg, { ...decision, document }))).toBe('decision-signature');
    const importing = await readUnattendedKey(arcom.station.layout, 'import');
    expect(await codeOf(async () => add(tmg, await craft(arcom, decision, {}, importing)))).toBe('decision-signature');
    const { arcom: stranger } = await createPair();
    const other = await readUnattendedKey(stranger.station.layout, 'delivery');
    expect(await codeOf(async () => add(tmg, await craft(arcom, decision, {}, other)))).toBe('decision-unknown-key');
  });

  it('is refused once its key is revoked', async () => {
    const { tmg, decision } = await refuse();
    const { receiptKeys } = (await findCurrentCard(tmg.station.ledger, 'arcom'))!.card;
    const key = receiptKeys.find(({ stage }) => stage === 'delivery')!.publicKey;
    const revocation = { key, from: '2026-11-03T06:00:00Z', reason: 'stolen', revokedAt: '2026-11-03T06:00:00Z' };
    await revokeKey(tmg.station, revocation);
    expect(await codeOf(async () => add(tmg, decision))).toBe('decision-key-revoked');
  });

  it('takes back nothing that a receipt acknowledged', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    const { receipts } = await deliver(arcom, path);
    await addReceipt(tmg.station, receipts[0]!, await receiptTrust(tmg));
    const { decision } = await refuse();
    const { sender, recipient, stream, sequence, batch, manifest, records } = JSON.parse(
      new TextDecoder().decode(receipts[0]!.document),
    );
    const about = { sender, recipient, stream, sequence, batch, manifest, records: records.announced };
    expect(await codeOf(async () => add(tmg, await craft(arcom, decision, about)))).toBe('decision-contradicted');
  });

  it('is exported with its signature beside it, once', async () => {
    const { arcom, decision } = await refuse();
    const [files] = await exportDecisions(arcom.station);
    expect(files).toMatchObject({ isNew: true });
    expect(files!.document).toMatch(/tmg\.arcom\.music\.000001\.[0-9a-f]{8}\.decision\.json$/);
    expect(await readFile(files!.document)).toEqual(Buffer.from(decision.document));
    expect(await readFile(files!.signature)).toEqual(Buffer.from(decision.signature));
    expect(await exportDecisions(arcom.station)).toMatchObject([{ isNew: false }]);
  });
});

describe('the bytes of a decision', () => {
  it('are what was signed, and nothing else is taken, wherever a byte is altered, added or missing', async () => {
    const { tmg, decision } = await refuse();
    const trust = await receiptTrust(tmg);
    expect(encodeDecision(verifyDecision(decision, trust))).toEqual(new Uint8Array(decision.document));
    const part = fc.constantFrom('document' as const, 'signature' as const);
    const act = fc.constantFrom('alter' as const, 'insert' as const, 'remove' as const);
    const property = fc.asyncProperty(
      part,
      act,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (which, how, at, by) => {
        const bytes = [...decision[which]];
        const place = at % bytes.length;
        if (how === 'alter') bytes[place]! ^= by;
        else bytes.splice(place, how === 'remove' ? 1 : 0, ...(how === 'insert' ? [by] : []));
        const changed = { ...decision, [which]: new Uint8Array(bytes) };
        if (Buffer.compare(changed[which], decision[which]) === 0) return;
        const code = await codeOf(async () => verifyDecision(changed, trust));
        expect(code).toMatch(/^(?:decision|signature|document|json|utf8|base64)-/);
      },
    );
    await fc.assert(property, { numRuns: 400 });
  });

  it('keep to the rules between their fields', async () => {
    const { decision } = await refuse();
    const valid = parseDecision(decision.document);
    const held: Decision = { ...valid, outcome: 'held', codes: [], waitsFor: ['sequence-gap'] };
    expect(parseDecision(encodeDecision(held))).toEqual(held);
    for (const wrong of [
      { station: 'other' },
      { sender: 'arcom' },
      { codes: [] },
      { waitsFor: ['sequence-gap'] },
      { outcome: 'held' },
      { outcome: 'accepted' },
      { codes: ['Not-A-Code'] },
      { codes: Array.from({ length: 65 }, (_, at) => `code-${at}`) },
      { custody: { number: 0, hash: 'ab'.repeat(32) } },
      { further: 1 },
    ]) {
      const bytes = encodeDecision({ ...valid, ...wrong } as Decision);
      expect(await codeOf(async () => parseDecision(bytes)), JSON.stringify(wrong)).toMatch(/^document-/);
    }
    expect(await codeOf(async () => parseDecision(new Uint8Array(16_385)))).toBe('document-too-long');
  });
});
