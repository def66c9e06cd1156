import { readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { memorySource } from '@scelle/core';
import { compareInstants } from '@scelle/core/internal';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import type { Station } from '../../src/home/station.ts';
import { addReceipt } from '../../src/receipts/add-receipt.ts';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { deliverBatch } from '../../src/receiving/deliver.ts';
import { createPolicyFinder } from '../../src/receiving/find-policy.ts';
import { findFlaws } from '../support/soundness.ts';
import {
  createPair,
  deliver,
  outboxPath,
  pack,
  processAll,
  receiptTrust,
  reopen,
  type TestStation,
} from '../support/test-station.ts';

function files({ station }: TestStation, folder: 'inbox' | 'held' | 'quarantine'): Promise<string[]> {
  return readdir(station.layout.path(folder));
}

describe('a delivered batch', () => {
  it('that is next in its stream goes to the inbox, and its receipt says accepted', async () => {
    const { tmg, arcom } = await createPair();
    const first = await pack(tmg);
    const result = await deliver(arcom, outboxPath(tmg, first));
    expect(result.outcome).toBe('accepted');
    expect(await files(arcom, 'inbox')).toEqual(['tmg.arcom.music.000001.scelle']);
    const receipt = parseReceipt(result.receipts[0]!.document);
    expect(receipt).toMatchObject({ stage: 'delivery', outcome: 'accepted', manifest: first.manifestDigest });
  });

  it('that came before is a duplicate, gets the same receipt, and changes nothing', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    const once = await deliver(arcom, path);
    const twice = await deliver(arcom, path);
    expect(twice.outcome).toBe('duplicate');
    expect(twice.receipts.map(({ document }) => Buffer.from(document))).toEqual(
      once.receipts.map(({ document }) => Buffer.from(document)),
    );
    expect(await files(arcom, 'inbox')).toHaveLength(1);
  });

  it('that comes too early is held and follows by itself, in order', async () => {
    const { tmg, arcom } = await createPair();
    const paths = [];
    for (let count = 0; count < 3; count += 1) paths.push(outboxPath(tmg, await pack(tmg)));
    const third = await deliver(arcom, paths[2]!);
    expect(third).toMatchObject({ outcome: 'held', waitsFor: [{ code: 'sequence-gap', details: { expected: 1 } }] });
    await deliver(arcom, paths[1]!);
    expect(await files(arcom, 'held')).toHaveLength(2);
    const first = await deliver(arcom, paths[0]!);
    expect(first.outcome).toBe('accepted');
    expect(first.followed.map(({ sequence, outcome }) => ({ sequence, outcome }))).toEqual([
      { sequence: 2, outcome: 'accepted' },
      { sequence: 3, outcome: 'accepted' },
    ]);
    expect(await files(arcom, 'held')).toEqual([]);
    expect(await files(arcom, 'inbox')).toHaveLength(3);
  });

  it('that is overtaken while it is verified is verified anew, and nobody waits for that at the lock', async () => {
    const { tmg, arcom } = await createPair();
    const [first, second, third] = [await pack(tmg), await pack(tmg), await pack(tmg)].map((each) =>
      outboxPath(tmg, each),
    );
    const source = memorySource(new Uint8Array(await readFile(third!)));
    const others = [first!, second!];
    const { station, settings } = arcom;
    const overtaken: Station = {
      ...station,
      async exclusively(operation) {
        const other = others.shift();
        if (other !== undefined) await deliver(arcom, other);
        return station.exclusively(operation);
      },
    };
    const delivery = { channel: 'file', origin: 'third' } as const;
    const result = await deliverBatch(overtaken, source, delivery, createPolicyFinder(station, settings));
    expect({ outcome: result.outcome, others }).toEqual({ outcome: 'accepted', others: [] });
    expect(await files(arcom, 'inbox')).toHaveLength(3);
  });

  it('that came before is kept once more where its file is gone', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    await deliver(arcom, path);
    const kept = arcom.station.layout.path('inbox', 'tmg.arcom.music.000001.scelle');
    await unlink(kept);
    expect((await reopen(arcom)).recovered).toMatchObject([{ kind: 'file-missing' }]);
    expect((await deliver(arcom, path)).outcome).toBe('duplicate');
    expect(await readFile(kept)).toEqual(await readFile(path));
    expect((await reopen(arcom)).recovered).toEqual([]);
    expect(await findFlaws(arcom.station)).toEqual([]);
  });

  it('whose turn comes while its file is gone waits until it is delivered once more', async () => {
    const { tmg, arcom } = await createPair();
    const [first, second] = [outboxPath(tmg, await pack(tmg)), outboxPath(tmg, await pack(tmg))];
    await deliver(arcom, second);
    await unlink(join(arcom.station.layout.path('held'), (await files(arcom, 'held'))[0]!));
    expect(await deliver(arcom, first)).toMatchObject({ outcome: 'accepted', followed: [] });
    await reopen(arcom);
    expect(await deliver(arcom, second)).toMatchObject({ outcome: 'duplicate', followed: [{ sequence: 2 }] });
    expect(await findFlaws(await reopen(arcom))).toEqual([]);
  });

  it('is accepted although the clock was put back, and its new receipt is dated after the one before', async () => {
    const { tmg, arcom } = await createPair();
    const [first, second] = [outboxPath(tmg, await pack(tmg)), outboxPath(tmg, await pack(tmg))];
    const held = parseReceipt((await deliver(arcom, second)).receipts[0]!.document);
    arcom.clock.set('2026-11-03T06:00:30Z');
    const { outcome, followed } = await deliver(arcom, first);
    expect(outcome).toBe('accepted');
    const accepted = parseReceipt(followed[0]!.receipts[0]!.document);
    expect(compareInstants(accepted.issuedAt, held.issuedAt)).toBe(1);
    for (const { document, signature } of followed[0]!.receipts) {
      expect(await addReceipt(tmg.station, { document, signature }, await receiptTrust(tmg))).toMatchObject({
        state: 'delivered',
      });
    }
    expect(await findFlaws(await reopen(arcom))).toEqual([]);
  });

  it('that is damaged goes to quarantine, without a receipt, and its number stays free', async () => {
    const { tmg, arcom } = await createPair();
    const path = outboxPath(tmg, await pack(tmg));
    const bytes = await readFile(path);
    bytes[600]! ^= 1;
    const damaged = join(await temporaryFolder(), 'damaged.scelle');
    await writeFile(damaged, bytes);
    const result = await deliver(arcom, damaged);
    expect(result).toMatchObject({ outcome: 'quarantined', receipts: [], report: { codes: ['payload-digest'] } });
    expect(await files(arcom, 'quarantine')).toHaveLength(1);
    expect((await deliver(arcom, path)).outcome).toBe('accepted');
  });

  it('by a stranger goes to quarantine', async () => {
    const { arcom } = await createPair();
    const { tmg: stranger } = await createPair();
    const result = await deliver(arcom, outboxPath(stranger, await pack(stranger)));
    expect(result).toMatchObject({ outcome: 'quarantined', report: { codes: ['seal-unknown-key'] } });
  });
});

describe('opening the inbox', () => {
  it('verifies in full what was delivered, and issues a verification receipt', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, outboxPath(tmg, await pack(tmg)));
    const [processed] = await processAll(arcom);
    expect(processed).toMatchObject({ outcome: 'accepted', report: { verdict: 'accepted', level: 'full' } });
    expect(parseReceipt(processed!.receipts[0]!.document)).toMatchObject({
      stage: 'verification',
      outcome: 'accepted',
      records: { rejected: 0 },
    });
    expect(await processAll(arcom)).toEqual([]);
  });
});
