import { describe, expect, it } from 'vitest';
import { codeOf, connect, createParty, createScene, pack, send } from '../support/parties.ts';

describe('sending a batch', () => {
  it('ends with a delivery receipt, and the batch is in the inbox', async () => {
    const { tmg, arcom, connection, desk } = await createScene();
    const { path, digest } = await pack(tmg);
    const { receipts, bytes } = await send(tmg, connection, path);
    expect(receipts).toMatchObject([{ manifest: digest, stage: 'delivery', outcome: 'accepted' }]);
    expect(bytes).toBeGreaterThan(1000);
    const row = arcom.station.database.prepare('SELECT state, channel FROM received').all();
    expect(row).toEqual([{ state: 'accepted', channel: 'network' }]);
    expect(desk.events.map(({ event, result }) => [event, result])).toEqual([
      ['started', undefined],
      ['announced', 'wanted'],
      ['batch-received', 'accepted'],
    ]);
  });

  it('puts no byte on the network where the receiver has the batch, and gets the same receipt', async () => {
    const { tmg, connection } = await createScene();
    const { path } = await pack(tmg);
    const first = await send(tmg, connection, path);
    const second = await send(tmg, connection, path);
    expect(second).toEqual({ receipts: first.receipts, bytes: 0 });
  });

  it('tells a stranger that its certificate is not known', async () => {
    const { tmg, arcom, desk } = await createScene();
    const { path } = await pack(tmg);
    const stranger = await createParty('other', 'collector');
    expect(await codeOf(() => send(tmg, connect(stranger, arcom, desk.receiver.port), path))).toBe(
      'certificate-unknown',
    );
  });

  it('sends nothing to a receiver with another certificate', async () => {
    const { tmg, desk } = await createScene();
    const { path } = await pack(tmg);
    const other = await createParty('other', 'authority');
    expect(await codeOf(() => send(tmg, connect(tmg, other, desk.receiver.port), path))).toBe('receiver-certificate');
  });
});
