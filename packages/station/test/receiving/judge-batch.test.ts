import { parsePublicKey } from '@scelle/core';
import { publicKeyBase64 } from '@scelle/core/internal';
import { rawLedger } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { revokeKey } from '../../src/cards/revocations.ts';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { findReceivedBatch, judgeBatch } from '../../src/receiving/judge-batch.ts';
import { readStatus } from '../../src/status.ts';
import { codeOf } from '../support/code-of.ts';
import {
  createPair,
  deliver,
  outboxPath,
  pack,
  processAll,
  signingKey,
  type TestStation,
} from '../support/test-station.ts';

/** The recipient revokes the signing key of the sender. */
async function revoke(arcom: TestStation, tmg: TestStation, from: string): Promise<void> {
  const { keyNumber, publicKey: key } = await signingKey(tmg);
  const publicKey = publicKeyBase64(parsePublicKey(publicKeyBase64({ keyNumber, key })));
  const request = { key: publicKey, from, reason: 'stolen', revokedAt: '2026-11-03T07:00:00Z' };
  await revokeKey(arcom.station, request);
}

describe('a batch by a revoked key', () => {
  it('that came before the revocation took effect stays accepted, and is opened', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));
    arcom.clock.set('2026-11-03T08:00:00Z');
    await revoke(arcom, tmg, '2026-11-03T07:00:00Z');
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('that claims to be older and comes later waits for a person, who can accept it', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    await revoke(arcom, tmg, '2026-11-03T07:00:00Z');
    arcom.clock.set('2026-11-03T08:00:00Z');
    const result = await deliver(arcom, path);
    expect(result).toMatchObject({ outcome: 'held', waitsFor: [{ code: 'key-revoked-late' }] });
    expect(await readStatus(arcom.station)).toMatchObject({ needsPerson: true });
    const judged = await judgeBatch(arcom.station, 'tmg.arcom.music.000001', { decision: 'accept', reason: 'seen' });
    expect(parseReceipt(judged.receipts[0]!.document)).toMatchObject({ stage: 'delivery', outcome: 'accepted' });
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('leaves its number to the true one when a person rejects it', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    await revoke(arcom, tmg, '2026-11-03T07:00:00Z');
    arcom.clock.set('2026-11-03T08:00:00Z');
    await deliver(arcom, path);
    await judgeBatch(arcom.station, 'tmg.arcom.music.000001', { decision: 'reject', reason: 'forged' });
    expect((await readStatus(arcom.station)).receiving).toMatchObject([{ expected: 1 }]);
  });

  it('that says itself that it is younger is not believed at all', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    await revoke(arcom, tmg, '2026-11-03T05:00:00Z');
    expect(await deliver(arcom, path)).toMatchObject({ outcome: 'quarantined', report: { codes: ['key-revoked'] } });
  });
});

describe('an accepted batch whose key is revoked from before it came', () => {
  async function createUndecided() {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    await deliver(arcom, path);
    await revoke(arcom, tmg, '2026-11-03T05:00:00Z');
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'undecided' }]);
    return { tmg, arcom, path };
  }
  const name = 'tmg.arcom.music.000001';

  it('waits for a person once somebody has tried to open it', async () => {
    const { arcom } = await createUndecided();
    expect(await readStatus(arcom.station)).toMatchObject({ needsPerson: true, receiving: [{ toJudge: [1] }] });
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'undecided' }]);
  });

  it('can be rejected, which its sender learns, and not accepted', async () => {
    const { arcom } = await createUndecided();
    const accept = { decision: 'accept', reason: 'seen' } as const;
    expect(await codeOf(() => judgeBatch(arcom.station, name, accept))).toBe('batch-not-acceptable');
    const { receipts } = await judgeBatch(arcom.station, name, { decision: 'reject', reason: 'stolen key' });
    expect(receipts.map(({ document }) => parseReceipt(document))).toMatchObject([
      { stage: 'delivery', outcome: 'rejected', codes: ['key-revoked'] },
    ]);
    expect(await readStatus(arcom.station)).toMatchObject({ receiving: [{ expected: 2, toJudge: [], rejected: [1] }] });
    expect(await processAll(arcom)).toEqual([]);
  });

  it('waits for nothing any more once it was received again, until it is tried again', async () => {
    const { arcom, path } = await createUndecided();
    rawLedger(arcom.station).exec('DELETE FROM revocations');
    expect(await deliver(arcom, path)).toMatchObject({ outcome: 'duplicate' });
    expect(await readStatus(arcom.station)).toMatchObject({ receiving: [{ toJudge: [], unopened: 1 }] });
    expect(await processAll(arcom)).toMatchObject([{ outcome: 'accepted' }]);
  });
});

describe('a decision', () => {
  it('is asked for nothing that is decided', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));
    const judgement = { decision: 'reject', reason: 'changed my mind' } as const;
    const judge = (name: string) => codeOf(async () => judgeBatch(arcom.station, name, judgement));
    expect(await judge('tmg.arcom.music.000001')).toBe('batch-not-waiting');
    for (const unknown of ['tmg.arcom.music.000002', 'tmg.other.music.000001', 'tmg.arcom.music.1', '%', '']) {
      expect(await judge(unknown)).toBe('batch-unknown');
    }
  });

  it('finds the batch by its name and by the beginning of its digest, of eight digits or more', async () => {
    const { tmg, arcom } = await createPair();
    const { file, manifestDigest: digest } = await pack(tmg);
    await deliver(arcom, outboxPath(tmg, { file }));
    const find = async (name: string) => (await findReceivedBatch(arcom.station, name)).identity.digest;
    for (const name of ['tmg.arcom.music.000001', digest, digest.slice(0, 8)]) expect(await find(name)).toBe(digest);
    expect(await codeOf(() => find(digest.slice(0, 7)))).toBe('batch-unknown');
    expect(await codeOf(() => find(`${digest.slice(0, 8)}g`))).toBe('batch-unknown');
  });

  it('needs a reason of one line', async () => {
    const { arcom } = await createPair();
    const judge = (reason: string) => codeOf(() => judgeBatch(arcom.station, 'any', { decision: 'reject', reason }));
    expect(await judge('')).toBe('reason-invalid');
    expect(await judge('two\nlines')).toBe('reason-invalid');
  });
});
