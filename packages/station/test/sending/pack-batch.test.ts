import { cp, readdir, rename, writeFile } from 'node:fs/promises';
import { rawLedger } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { findLastSent } from '../../src/ledger/sent-batches.ts';
import { codeOf } from '../support/code-of.ts';
import { createPair, deliver, outboxPath, pack, reopen, signingKey } from '../support/test-station.ts';

describe('packing for a peer', () => {
  it('takes number and previous digest from the ledger, by recipient and stream', async () => {
    const { tmg } = await createPair();
    const first = await pack(tmg);
    const second = await pack(tmg);
    expect(second.manifest).toMatchObject({ sequence: 2, previous: first.manifestDigest });
    expect((await pack(tmg, { stream: 'film' })).manifest).toMatchObject({ sequence: 1, previous: null });
    expect(await readdir(tmg.station.layout.path('outbox'))).toHaveLength(3);
  });

  it('gives two at the same time different numbers', async () => {
    const { tmg } = await createPair();
    const packed = await Promise.all([pack(tmg), pack(tmg), pack(tmg)]);
    expect(packed.map(({ manifest }) => manifest.sequence).sort()).toEqual([1, 2, 3]);
  });

  it('needs the card of the peer', async () => {
    const { tmg } = await createPair();
    expect(await codeOf(async () => pack(tmg, { recipient: 'hadopi' }))).toBe('peer-unknown');
  });

  it('leaves nothing where the signer fails, and packs the same number the next time', async () => {
    const { tmg } = await createPair();
    const { keyNumber, publicKey } = await signingKey(tmg);
    const signer = { keyNumber, publicKey, sign: () => Promise.reject(new Error('503')) };
    const before = rawLedger(tmg.station).prepare('SELECT count(*) AS entries FROM custody').get();
    await expect(pack(tmg, { signer })).rejects.toThrow('503');
    expect(await readdir(tmg.station.layout.path('outbox'))).toEqual([]);
    expect(rawLedger(tmg.station).prepare('SELECT count(*) AS entries FROM custody').get()).toEqual(before);
    expect((await pack(tmg)).manifest).toMatchObject({ sequence: 1, previous: null });
    expect((await reopen(tmg)).recovered).toEqual([]);
  });

  it('leaves nothing where it is aborted while the signer does not answer, and packs the same number then', async () => {
    const { tmg } = await createPair();
    const { keyNumber, publicKey } = await signingKey(tmg);
    const controller = new AbortController();
    const sign = () => {
      queueMicrotask(() => controller.abort(new Error('the desk closes')));
      return new Promise<never>(() => undefined);
    };
    const { signal } = controller;
    await expect(pack(tmg, { signer: { keyNumber, publicKey, sign }, signal })).rejects.toThrow('the desk closes');
    expect(await readdir(tmg.station.layout.path('outbox'))).toEqual([]);
    expect((await pack(tmg)).manifest).toMatchObject({ sequence: 1, previous: null });
  });

  it('takes no batch to its own party', async () => {
    const { tmg } = await createPair();
    expect(await codeOf(async () => pack(tmg, { recipient: 'tmg' }))).toBe('own-party');
  });
});

describe('a station that is opened after a crash', () => {
  it('adopts a sealed batch of the outbox that the ledger does not know', async () => {
    const { tmg, arcom } = await createPair();
    const packed = await pack(tmg);
    rawLedger(tmg.station).exec('DELETE FROM sent');
    const { recovered } = await reopen(tmg);
    expect(recovered).toEqual([{ kind: 'batch-adopted', file: outboxPath(tmg, packed) }]);
    expect((await pack(tmg)).manifest).toMatchObject({ sequence: 2, previous: packed.manifestDigest });
    expect((await deliver(arcom, outboxPath(tmg, packed))).outcome).toBe('accepted');
    expect((await reopen(tmg)).recovered).toEqual([]);
  });

  it('leaves to a person what does not follow its last number, and what it did not seal', async () => {
    const { tmg } = await createPair();
    await pack(tmg);
    const third = outboxPath(tmg, await pack(tmg));
    rawLedger(tmg.station).exec('DELETE FROM sent');
    await rename(outboxPath(tmg, { file: 'tmg.arcom.music.000001.scelle' }), `${third}.kept`);
    await writeFile(outboxPath(tmg, { file: 'rubbish.scelle' }), 'rubbish');
    const { recovered } = await reopen(tmg);
    expect(recovered.map(({ kind }) => kind)).toEqual(['outbox-conflict', 'outbox-conflict']);
    expect(await findLastSent(tmg.station.ledger, { recipient: 'arcom', stream: 'music' })).toBeNull();
  });

  it('removes a second copy that the ledger does not name, and follows what had its turn', async () => {
    const { tmg, arcom } = await createPair();
    const [first, second] = [await pack(tmg), await pack(tmg)];
    await deliver(arcom, outboxPath(tmg, first));
    await deliver(arcom, outboxPath(tmg, second));
    const { layout } = arcom.station;
    rawLedger(arcom.station).exec(`UPDATE received SET state = 'held', file = 'held/second.scelle',
      waits_for = '[{"code":"sequence-gap","details":{}}]' WHERE sequence = 2`);
    await cp(layout.path('inbox', second.file), layout.path('held', 'second.scelle'));
    const { recovered } = await reopen(arcom);
    expect(recovered.map(({ kind }) => kind)).toEqual(['second-copy-removed', 'batch-followed']);
    expect(await readdir(layout.path('inbox'))).toEqual([first.file, second.file]);
    expect(await readdir(layout.path('held'))).toEqual([]);
  });
});
