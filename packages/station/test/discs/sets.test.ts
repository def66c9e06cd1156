import { readFile } from 'node:fs/promises';
import { toSha256Hex } from '@scelle/core/internal';
import { rawLedger } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { setKeyWords } from '../../src/cards/card-file.ts';
import { listBatchLife, parseEntry } from '../../src/custody/entry.ts';
import {
  findRequestedFiles,
  listForDiscs,
  listReceiptsForDiscs,
  listSetSenders,
  requireMediaAllowed,
} from '../../src/discs/choose-items.ts';
import {
  type HandOver,
  isTakenFromDiscs,
  recordOpenedDiscs,
  recordPackedDiscs,
  recordRestored,
} from '../../src/discs/record-discs.ts';
import type { Station } from '../../src/home/station.ts';
import { type DiscSet, listCarriers } from '../../src/ledger/disc-sets.ts';
import { findSentByNumber, type SentBatch } from '../../src/ledger/sent-batches.ts';
import { markSent } from '../../src/sending/pack-batch.ts';
import { codeOf } from '../support/code-of.ts';
import {
  changeSettings,
  createPair,
  createTestStation,
  deliver,
  introduce,
  outboxPath,
  pack,
  type TestStation,
} from '../support/test-station.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const set: DiscSet = { key: KEY, id: '01a20175-9a8e-722a-92df-12308884ca72', party: 'arcom', label: null, discs: 3 };

async function sentBatch({ ledger }: Station, sequence: number): Promise<SentBatch> {
  return (await findSentByNumber(ledger, { recipient: 'arcom', stream: 'music', sequence }))!;
}

/** Notes that a batch left on the second and third disc of the set. */
async function packOnDiscs({ station }: TestStation, batch: SentBatch, handOver: HandOver = {}): Promise<void> {
  const items = [{ name: batch.file, digest: batch.digest, discs: [2, 3, 3] }];
  await recordPackedDiscs(station, { set, spareDiscs: 1, items, batches: [batch], handOver });
}

async function namesWaiting({ station, settings }: TestStation, choice: Parameters<typeof listForDiscs>[2] = {}) {
  const { ready, unsigned } = await listForDiscs(station, settings, choice);
  const numbers = (batches: typeof ready) => batches.map(({ batch }) => batch.sequence);
  return { ready: numbers(ready), unsigned: numbers(unsigned) };
}

function newestAct(station: Station) {
  const row = rawLedger(station).prepare('SELECT entry FROM custody ORDER BY number DESC LIMIT 1').get();
  return parseEntry(String(row!['entry']))!;
}

describe('what waits to leave on discs', () => {
  it('is what has not left by discs yet, and no receipt acknowledges', async () => {
    const { tmg, arcom } = await createPair();
    for (const _ of [1, 2, 3]) await pack(tmg);
    await deliver(arcom, tmg.station.layout.path('outbox', (await sentBatch(tmg.station, 1)).file));
    await packOnDiscs(tmg, await sentBatch(tmg.station, 1));
    // What went over the network may never have arrived.
    await markSent(tmg.station, [await sentBatch(tmg.station, 2)], {
      channel: 'network',
      carrier: 'https://arcom.example',
    });
    expect(await namesWaiting(tmg)).toEqual({ ready: [2, 3], unsigned: [] });
    expect(await namesWaiting(tmg, { again: true })).toEqual({ ready: [1, 2, 3], unsigned: [] });
    expect(await namesWaiting(tmg, { recipient: 'agent-7' })).toEqual({ ready: [], unsigned: [] });
  });

  it('leaves out what lacks a co-signature, and says so', async () => {
    const { tmg } = await createPair();
    await pack(tmg);
    await changeSettings(tmg, (text) => text.replaceAll('required-roles = {}', 'required-roles = { agent = 1 }'));
    expect(await namesWaiting(tmg)).toEqual({ ready: [], unsigned: [1] });
  });

  it('does not leave where the policy closes that way', async () => {
    const { tmg } = await createPair();
    requireMediaAllowed(tmg.settings, 'arcom');
    await changeSettings(tmg, (text) => text.replaceAll('["network", "media", "file"]', '["network"]'));
    expect(await codeOf(() => requireMediaAllowed(tmg.settings, 'arcom'))).toBe('media-not-allowed');
  });

  it('are the receipts that were not on discs yet', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));
    const [receipt, ...others] = await listReceiptsForDiscs(arcom.station, { party: 'tmg' });
    expect(others).toEqual([]);
    expect(receipt!.digest).toBe(toSha256Hex(await readFile(receipt!.document)));
    const items = [{ name: 'receipt', digest: receipt!.digest, discs: [1] }];
    await recordPackedDiscs(arcom.station, { set, spareDiscs: 0, items, batches: [], handOver: {} });
    expect(await listReceiptsForDiscs(arcom.station, { party: 'tmg' })).toEqual([]);
    expect(await listReceiptsForDiscs(arcom.station, { party: 'tmg', again: true })).toHaveLength(1);
  });
});

describe('a set that was written', () => {
  it('stands in ledger and custody log with its discs, seals, courier and packer', async () => {
    const { tmg } = await createPair();
    await pack(tmg);
    const { digest } = await sentBatch(tmg.station, 1);
    const handOver = { seals: ['A-1', 'A-2'], serials: ['X9'], courier: 'post', person: 'M. Roy' };
    await packOnDiscs(tmg, await sentBatch(tmg.station, 1), handOver);
    expect(await sentBatch(tmg.station, 1)).toMatchObject({ state: 'sent', channel: 'media' });
    expect(await listCarriers(tmg.station.ledger, digest)).toEqual([{ direction: 'sent', setKey: KEY, discs: [2, 3] }]);
    const [packed, sent] = await listBatchLife(tmg.station.ledger, digest);
    expect([packed!.act, sent!.act]).toEqual(['batch-packed', 'batch-sent']);
    expect(sent!.details).toEqual({ channel: 'media', carrier: KEY, discs: '2 3' });
    const row = rawLedger(tmg.station)
      .prepare("SELECT entry FROM custody WHERE entry ->> '$.act' = 'discs-packed'")
      .get();
    expect(parseEntry(String(row!['entry']))!.details).toMatchObject({
      set: KEY,
      discs: 3,
      spareDiscs: 1,
      seals: 'A-1, A-2',
      serials: 'X9',
      courier: 'post',
      person: 'M. Roy',
    });
  });

  it.each([
    ['an empty text', { courier: '' }],
    ['a control character', { person: 'M.\u0000Roy' }],
    ['a text that is too long', { serials: ['x'.repeat(129)] }],
    ['too many texts', { seals: Array.from({ length: 200 }, (_, index) => `A-${index}-of-200`) }],
  ])('is not noted with %s', async (_, handOver) => {
    const { tmg } = await createPair();
    await pack(tmg);
    expect(await codeOf(async () => packOnDiscs(tmg, await sentBatch(tmg.station, 1), handOver))).toBe(
      'hand-over-invalid',
    );
    expect(await sentBatch(tmg.station, 1)).toMatchObject({ state: 'packed', channel: null });
    expect(await listCarriers(tmg.station.ledger, (await sentBatch(tmg.station, 1)).digest)).toEqual([]);
  });

  it('is supplied from the outbox, as far as that still holds it', async () => {
    const { tmg } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    const manifests = [(await sentBatch(tmg.station, 1)).digest, 'f'.repeat(64)];
    const wanted = { recipient: 'arcom', manifests, hasReceipts: true };
    expect(await findRequestedFiles(tmg.station, wanted)).toEqual({ batches: [path], receipts: [] });
  });
});

describe('discs that were opened', () => {
  it('are noted each time, and what they brought once', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, outboxPath(tmg, await pack(tmg)), 'media');
    const { digest, file } = await sentBatch(tmg.station, 1);
    const received = { ...set, party: 'tmg' };
    const place = { setKey: KEY, sender: 'tmg', digest };
    expect(await isTakenFromDiscs(arcom.station, place)).toBe(false);
    const batch = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, digest };
    const item = { name: file, digest, discs: [1] };
    const restored = { set: received, item, batch, result: 'accepted' };
    for (const _ of [1, 2]) await recordRestored(arcom.station, restored);
    const opened = { set: received, opened: [1, 3], answer: 'recoverable', handOver: { person: 'A. Petit' } };
    await recordOpenedDiscs(arcom.station, opened);
    expect(await isTakenFromDiscs(arcom.station, place)).toBe(true);
    expect((await listBatchLife(arcom.station.ledger, digest)).map(({ act }) => act)).toEqual([
      'batch-received',
      'batch-restored',
    ]);
    expect(newestAct(arcom.station)).toMatchObject({
      act: 'discs-opened',
      party: 'tmg',
      result: 'recoverable',
      details: { set: KEY, opened: '1 3', discs: 3, person: 'A. Petit' },
    });
  });

  it('bring again what is gone', async () => {
    const { tmg, arcom } = await createPair();
    const result = await deliver(arcom, outboxPath(tmg, await pack(tmg)), 'media');
    const { digest, file } = await sentBatch(tmg.station, 1);
    const batch = { sender: 'tmg', recipient: 'arcom', stream: 'music', sequence: 1, digest };
    const item = { name: file, digest, discs: [1] };
    await recordRestored(arcom.station, { set: { ...set, party: 'tmg' }, item, batch, result: result.outcome });
    rawLedger(arcom.station).exec('UPDATE received SET file = NULL');
    expect(await isTakenFromDiscs(arcom.station, { setKey: KEY, sender: 'tmg', digest })).toBe(false);
  });

  it('are believed where a confirmed party signed their description', async () => {
    const { tmg, arcom } = await createPair();
    const stranger = await createTestStation('stranger', 'collector');
    await introduce(stranger);
    const names = async ({ station, settings }: TestStation) =>
      (await listSetSenders(station, settings)).map(({ name }) => name);
    expect((await names(arcom)).sort()).toEqual(['arcom', 'tmg']);
    expect(await names(stranger)).toEqual(['stranger']);
    expect(await names(tmg)).toHaveLength(2);
  });
});

describe('the words of a set', () => {
  it('say the first 121 bits of its key', () => {
    expect(setKeyWords('00'.repeat(16), 'en')).toEqual(Array.from({ length: 11 }, () => 'abandon'));
    expect(setKeyWords('ff'.repeat(16), 'en')).toEqual(Array.from({ length: 11 }, () => 'zoo'));
    expect(setKeyWords('ff'.repeat(16), 'fr')).toEqual(Array.from({ length: 11 }, () => 'zoologie'));
    expect(setKeyWords(`${'00'.repeat(15)}7f`, 'en')).toEqual(setKeyWords('00'.repeat(16), 'en'));
  });
});
