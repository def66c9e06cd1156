import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { insertReceived } from '../src/ledger/received-batches.ts';
import { insertSent } from '../src/ledger/sent-batches.ts';
import { type ReceivingStream, readStatus } from '../src/status.ts';
import { createPair, createTestStation, deliver, outboxPath, pack, type TestStation } from './support/test-station.ts';

const at = '2026-11-03T06:00:00Z';

/** Notes batches in a ledger that nobody has acknowledged or opened, every third of them held. */
async function fillLedger({ station }: TestStation, batches: number, streams: number): Promise<void> {
  await station.change(async (inside) => {
    for (let number = 0; number < batches; number += 1) {
      const stream = `stream-${number % streams}`;
      const sequence = Math.floor(number / streams) + 1;
      const digest = String(number).padStart(64, '0');
      const identity = {
        sender: 'tmg',
        stream,
        sequence,
        digest,
        previous: null,
        batchId: '',
        records: 1,
        createdAt: at,
      };
      const isHeld = sequence % 3 === 0;
      await insertReceived(inside.ledger, {
        identity,
        bytes: 1,
        channel: 'media',
        state: isHeld ? 'held' : 'accepted',
        level: 'sealed',
        holdsNumber: true,
        codes: [],
        waitsFor: isHeld ? [{ code: 'sequence-gap', details: {} }] : [],
        firstSeenAt: at,
        changedAt: at,
        file: null,
      });
      const sent = { recipient: 'hadopi', stream, sequence, digest, batchId: '', file: '', records: 1, bytes: 1 };
      await insertSent(inside.ledger, { ...sent, createdAt: at, replaces: null, packedAt: at });
    }
  });
}

describe('the status of a station', () => {
  it('tells of each stream what is sent, missing, held and to be judged', async () => {
    const { tmg, arcom } = await createPair();
    const [, second] = [await pack(tmg), await pack(tmg)];
    await deliver(arcom, outboxPath(tmg, second));
    const damaged = outboxPath(tmg, second);
    const bytes = await readFile(damaged);
    bytes[700]! ^= 1;
    await writeFile(`${damaged}.copy`, bytes);
    await deliver(arcom, `${damaged}.copy`);
    const receiving: Partial<ReceivingStream>[] = [
      { sender: 'tmg', stream: 'music', expected: 1, missing: [1], held: [2], toJudge: [], rejected: [], unopened: 0 },
    ];
    const status = await readStatus(arcom.station);
    expect(status).toMatchObject({ station: 'arcom', receiving, sending: [], needsPerson: true });
    expect(status.quarantined).toEqual([expect.stringMatching(/^quarantine\/tmg\.arcom\.music\.000002\./)]);
    expect(await readStatus(tmg.station)).toMatchObject({
      sending: [{ recipient: 'arcom', stream: 'music', last: 2, unacknowledged: [{ sequence: 1 }, { sequence: 2 }] }],
      needsPerson: false,
    });
  });

  it.each([2, 200])('shows 10,000 batches each way in %d streams', async (streams) => {
    const arcom = await createTestStation('arcom', 'authority');
    await fillLedger(arcom, 10_000, streams);
    const { receiving, sending } = await readStatus(arcom.station);
    expect([receiving.length, sending.length]).toEqual([streams, streams]);
    expect(sending.reduce((sum, { unacknowledged }) => sum + unacknowledged.length, 0)).toBe(10_000);
  });
});
