import type { SecretKey } from '@scelle/core';
import { encodeDocument } from '@scelle/core/internal';
import type { SignedDocument } from '@scelle/verify/internal';
import { describe, expect, it } from 'vitest';
import { findCurrentCard } from '../../src/cards/card-store.ts';
import { revokeKey } from '../../src/cards/revocations.ts';
import { readUnattendedKey } from '../../src/home/files.ts';
import { findSentByNumber } from '../../src/ledger/sent-batches.ts';
import { addReceipt } from '../../src/receipts/add-receipt.ts';
import { signReceipt } from '../../src/receipts/issue-receipts.ts';
import { parseReceipt, type Receipt } from '../../src/receipts/receipt.ts';
import { codeOf } from '../support/code-of.ts';
import {
  createPair,
  deliver,
  outboxPath,
  pack,
  processAll,
  receiptTrust,
  type TestStation,
} from '../support/test-station.ts';

/** A batch that was delivered and opened, and its two receipts. */
async function acknowledge() {
  const { tmg, arcom } = await createPair();
  const packed = await pack(tmg);
  const { receipts } = await deliver(arcom, outboxPath(tmg, packed));
  const [processed] = await processAll(arcom);
  return { tmg, arcom, packed, delivery: receipts[0]!, verification: processed!.receipts[0]! };
}

async function stateOf({ station }: TestStation, sequence = 1): Promise<string | undefined> {
  return (await findSentByNumber(station.ledger, { recipient: 'arcom', stream: 'music', sequence }))?.state;
}

async function add(own: TestStation, signed: SignedDocument) {
  return addReceipt(own.station, signed, await receiptTrust(own));
}

/** The receipt with something else in it, signed with a true key of the recipient. */
async function craft(
  arcom: TestStation,
  signed: SignedDocument,
  change: Partial<Receipt>,
  key?: SecretKey,
): Promise<SignedDocument> {
  const receipt = { ...parseReceipt(signed.document), ...change };
  return signReceipt(receipt, key ?? (await readUnattendedKey(arcom.station.layout, receipt.stage)));
}

describe('a receipt that comes back', () => {
  it('takes the batch on, stage by stage, and only once', async () => {
    const { tmg, delivery, verification } = await acknowledge();
    expect(await stateOf(tmg)).toBe('packed');
    expect(await add(tmg, delivery)).toMatchObject({ outcome: 'added', state: 'delivered' });
    expect(await add(tmg, verification)).toMatchObject({ outcome: 'added', state: 'verified' });
    expect(await add(tmg, delivery)).toMatchObject({ outcome: 'known', state: 'verified' });
  });

  it('is refused where any byte of it was changed', async () => {
    const { tmg, delivery } = await acknowledge();
    const text = new TextDecoder().decode(delivery.document);
    const document = new TextEncoder().encode(text.replace('"accepted"', '"rejected"'));
    expect(await codeOf(async () => add(tmg, { ...delivery, document }))).toBe('receipt-signature');
    expect(await stateOf(tmg)).toBe('packed');
  });

  it('is refused where a key of another stage signed it', async () => {
    const { tmg, arcom, delivery, verification } = await acknowledge();
    const key = await readUnattendedKey(arcom.station.layout, 'delivery');
    expect(await codeOf(async () => add(tmg, await craft(arcom, verification, {}, key)))).toBe('receipt-signature');
    const stranger = await createPair();
    const other = await readUnattendedKey(stranger.arcom.station.layout, 'delivery');
    expect(await codeOf(async () => add(tmg, await craft(arcom, delivery, {}, other)))).toBe('receipt-unknown-key');
  });

  it('is refused where it speaks of something else than was sent', async () => {
    const { tmg, arcom, delivery } = await acknowledge();
    const refused = async (change: Partial<Receipt>) =>
      codeOf(async () => add(tmg, await craft(arcom, delivery, change)));
    expect(await refused({ manifest: 'ab'.repeat(32) })).toBe('receipt-mismatch');
    expect(await refused({ sequence: 9 })).toBe('receipt-unknown-batch');
    expect(await refused({ sender: 'other' })).toBe('receipt-not-for-me');
    expect(await refused({ records: { announced: 1, accepted: null, rejected: null } })).toBe('receipt-mismatch');
  });

  it('may give more codes than the custody log has room for', async () => {
    const { tmg, arcom, delivery } = await acknowledge();
    const codes = Array.from({ length: 64 }, (_, index) => `${'a'.repeat(60)}-${index}`);
    const rejected = await craft(arcom, delivery, { outcome: 'rejected', codes });
    expect(await add(tmg, rejected)).toMatchObject({ state: 'rejected' });
  });

  it('is refused where it is older than the one that is known', async () => {
    const { tmg, arcom } = await createPair();
    const [first, second] = [await pack(tmg), await pack(tmg)];
    const { receipts: held } = await deliver(arcom, outboxPath(tmg, second));
    const { followed } = await deliver(arcom, outboxPath(tmg, first));
    expect(await add(tmg, followed[0]!.receipts[0]!)).toMatchObject({ state: 'delivered' });
    expect(await codeOf(async () => add(tmg, held[0]!))).toBe('receipt-outdated');
    expect(await stateOf(tmg, 2)).toBe('delivered');
  });

  it('tells that a batch is held, and then that it is delivered', async () => {
    const { tmg, arcom } = await createPair();
    const [first, second] = [await pack(tmg), await pack(tmg)];
    const { receipts: held } = await deliver(arcom, outboxPath(tmg, second));
    expect(await add(tmg, held[0]!)).toMatchObject({ state: 'held' });
    const { followed } = await deliver(arcom, outboxPath(tmg, first));
    expect(await add(tmg, followed[0]!.receipts[0]!)).toMatchObject({ outcome: 'added', state: 'delivered' });
  });

  it('is refused where its key was not valid yet, and once its key is revoked', async () => {
    const { tmg, arcom, delivery, verification } = await acknowledge();
    const early = await craft(arcom, delivery, { issuedAt: '2026-11-03T05:00:00Z' });
    expect(await codeOf(async () => add(tmg, early))).toBe('receipt-key-not-valid');
    for (const { stage, publicKey } of (await findCurrentCard(tmg.station.ledger, 'arcom'))!.card.receiptKeys) {
      const from = stage === 'delivery' ? '2026-11-03T07:00:00Z' : '2026-11-03T05:00:00Z';
      const request = { key: publicKey, from, reason: 'stolen', revokedAt: '2026-11-03T05:00:00Z' };
      await revokeKey(tmg.station, request);
    }
    expect(await add(tmg, delivery)).toMatchObject({ state: 'delivered' });
    expect(await codeOf(async () => add(tmg, verification))).toBe('receipt-key-revoked');
    tmg.clock.set('2026-11-03T07:00:00Z');
    expect(await codeOf(async () => add(tmg, await craft(arcom, delivery, {})))).toBe('receipt-key-revoked');
  });

  it('is refused from the future, and by a document that is none', async () => {
    const { tmg, arcom, delivery } = await acknowledge();
    const late = await craft(arcom, delivery, { issuedAt: '2026-11-04T06:00:00Z' });
    await expect(async () => add(tmg, late)).rejects.toMatchObject({
      code: 'receipt-in-future',
      details: { name: 'arcom', field: 'tmg.arcom.music.000001', found: '2026-11-04T06:00:00Z' },
    });
    const key = await readUnattendedKey(arcom.station.layout, 'delivery');
    const document = encodeDocument({ format: 'scelle.notice/1' });
    const { signature } = await craft(arcom, delivery, {}, key);
    expect(await codeOf(async () => add(tmg, { document, signature }))).toBe('receipt-signature');
  });
});

describe('a rejected batch', () => {
  it('is corrected by one that names it, and by none that names another', async () => {
    const { tmg, arcom, delivery } = await acknowledge();
    expect(await codeOf(async () => pack(tmg, { replaces: 1 }))).toBe('replaced-not-rejected');
    await add(tmg, await craft(arcom, delivery, { outcome: 'rejected', codes: ['facts-too-old'] }));
    const { manifest, manifestDigest } = await pack(tmg, { replaces: 1 });
    expect(manifest.replaces).toEqual({ sequence: 1, manifest: parseReceipt(delivery.document).manifest });
    expect(manifestDigest).toMatch(/^[0-9a-f]{64}$/);
  });
});
