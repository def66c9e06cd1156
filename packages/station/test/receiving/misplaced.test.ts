import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { parseReceipt } from '../../src/receipts/receipt.ts';
import { judgeBatch } from '../../src/receiving/judge-batch.ts';
import { readStatus } from '../../src/status.ts';
import { codeOf } from '../support/code-of.ts';
import { rewind } from '../support/rewind.ts';
import { createPair, deliver, outboxPath, pack, type TestStation } from '../support/test-station.ts';

/** The bytes of a batch, kept elsewhere. */
async function take(own: TestStation, stream?: string): Promise<string> {
  const path = outboxPath(own, await pack(own, stream === undefined ? {} : { stream }));
  const kept = join(await temporaryFolder(), 'kept.scelle');
  await cp(path, kept);
  return kept;
}

describe('a number that is used twice', () => {
  it('is equivocation: the second batch is refused, both are kept, and the receipt tells', async () => {
    const { tmg, arcom } = await createPair();
    let one = '';
    await rewind(tmg, async () => {
      one = await take(tmg);
    });
    const other = await take(tmg);
    expect((await deliver(arcom, one)).outcome).toBe('accepted');
    const result = await deliver(arcom, other);
    expect(result).toMatchObject({ outcome: 'rejected', report: { codes: ['sequence-equivocation'] } });
    expect(parseReceipt(result.receipts[0]!.document)).toMatchObject({ outcome: 'rejected' });
    expect((await deliver(arcom, other)).outcome).toBe('duplicate');
    expect((await readStatus(arcom.station)).receiving).toMatchObject([{ expected: 2, rejected: [1] }]);
    const kept = rawLedger(arcom.station).prepare("SELECT file FROM received WHERE state = 'rejected'").get();
    expect(await readFile(arcom.station.layout.stored(String(kept!['file'])))).toEqual(await readFile(other));
  });
});

describe('a batch that follows another one than is known', () => {
  /** Number 2 of a history whose number 1 the recipient never saw. */
  async function fork(tmg: TestStation, arcom: TestStation): Promise<string> {
    let second = '';
    await rewind(tmg, async () => {
      await pack(tmg);
      second = await take(tmg);
    });
    expect((await deliver(arcom, await take(tmg))).outcome).toBe('accepted');
    return second;
  }

  it('is refused as a fork and does not take the number', async () => {
    const { tmg, arcom } = await createPair();
    const result = await deliver(arcom, await fork(tmg, arcom));
    expect(result).toMatchObject({ outcome: 'rejected', report: { codes: ['sequence-fork'] } });
    expect((await deliver(arcom, await take(tmg))).outcome).toBe('accepted');
  });

  it('is found to be one when its turn comes, and lets nothing after it pass', async () => {
    const { tmg, arcom } = await createPair();
    let second = '';
    await rewind(tmg, async () => {
      await pack(tmg);
      second = await take(tmg);
    });
    expect((await deliver(arcom, second)).outcome).toBe('held');
    const { followed } = await deliver(arcom, await take(tmg));
    expect(followed).toMatchObject([{ sequence: 2, outcome: 'rejected', codes: ['sequence-fork'] }]);
  });

  it('can be accepted by a person, in its turn', async () => {
    const { tmg, arcom } = await createPair();
    await deliver(arcom, await fork(tmg, arcom));
    await judgeBatch(arcom.station, 'tmg.arcom.music.000002', { decision: 'accept', reason: 'restored, confirmed' });
    expect((await readStatus(arcom.station)).receiving).toMatchObject([{ expected: 3, toJudge: [] }]);
    const other = await take(tmg);
    expect((await deliver(arcom, other)).report.codes).toEqual(['sequence-equivocation']);
    expect(
      await codeOf(async () =>
        judgeBatch(arcom.station, 'tmg.arcom.music.000002', { decision: 'accept', reason: 'again' }),
      ),
    ).toBe('batch-ambiguous');
  });
});
