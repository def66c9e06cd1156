import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { memorySource, readContainer } from '@scelle/core';
import { addNotice, findSuspension, issueNotice } from '@scelle/station/internal';
import { rawLedger } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { InterconnectError } from '../../src/index.ts';
import { ANNOUNCEMENT_TYPE, encodeAnnouncement, fetchNotice } from '../../src/internal.ts';
import { codeOf, createScene, type Party, pack, send } from '../support/parties.ts';
import { rawConnection, rawRequest } from '../support/raw-request.ts';
import { signingKey } from '../support/signing-key.ts';

/** Suspends or opens the channel with tmg. */
async function decide(arcom: Party, state: 'suspended' | 'open') {
  const request = { peer: 'tmg', state, reference: '2011-17', reason: 'open server', signer: await signingKey(arcom) };
  return issueNotice(arcom.station, request);
}

/** Until the only upload is whole, and then some turns of the machine, in which its verification begins. */
async function untilUploaded(folder: string, size: number): Promise<void> {
  const isWhole = async () => {
    const [file] = (await readdir(folder)).filter((name) => !name.endsWith('.json'));
    return file !== undefined && (await stat(join(folder, file))).size === size;
  };
  while (!(await isWhole())) await setImmediate();
  for (let turn = 0; turn < 500; turn += 1) await setImmediate();
}

describe('a suspended channel', () => {
  it('takes nothing, answers with the signed notice, and is open again after the next one', async () => {
    const { tmg, arcom, connection } = await createScene();
    const { path } = await pack(tmg);
    await decide(arcom, 'suspended');
    const error = await send(tmg, connection, path).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InterconnectError);
    const { code, notice } = error as InterconnectError;
    expect(code).toBe('channel-suspended');
    await addNotice(tmg.station, notice!, tmg.settings);
    expect(await findSuspension(tmg.station, 'arcom')).toMatchObject({ number: 1, reference: '2011-17' });
    await decide(arcom, 'open');
    await addNotice(tmg.station, (await fetchNotice(connection))!, tmg.settings);
    expect(await findSuspension(tmg.station, 'arcom')).toBeNull();
    expect((await send(tmg, connection, path)).receipts).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('stops an upload that has begun, which goes on afterwards from where it was', async () => {
    const { tmg, arcom, served, connection } = await createScene();
    const { path } = await pack(tmg);
    const batch = new Uint8Array(await readFile(path));
    const body = encodeAnnouncement(await readContainer(memorySource(batch)));
    const { port } = served.receiver;
    const post = { method: 'POST', path: '/v1/batches', headers: { 'Content-Type': ANNOUNCEMENT_TYPE }, body };
    const { body: reply } = await rawRequest(port, tmg.identity, post);
    const upload = String(reply['upload']);
    const put = (offset: number, bytes: Uint8Array) => {
      const type = 'application/offset+octet-stream';
      const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Offset': String(offset), 'Content-Type': type };
      return rawRequest(port, tmg.identity, { method: 'PATCH', path: upload, headers, body: bytes });
    };
    await put(0, batch.subarray(0, 2_000));
    await decide(arcom, 'suspended');
    const refused = await put(2_000, batch.subarray(2_000));
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 403, code: 'channel-suspended' });
    expect(await codeOf(() => send(tmg, connection, path))).toBe('channel-suspended');
    await decide(arcom, 'open');
    expect((await send(tmg, connection, path)).bytes).toBe(batch.length - 2_000);
  });

  it('takes nothing that was being verified when it was suspended, and keeps the bytes until it is open', async () => {
    const { tmg, arcom, served, connection } = await createScene();
    const { path } = await pack(tmg);
    const signer = await signingKey(arcom);
    const decision = { peer: 'tmg', state: 'suspended', reference: '2011-17', reason: 'open server', signer } as const;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const busy = arcom.station.exclusively(() => released);
    // The delivery comes to the station's lock after the notice.
    const decided = issueNotice(arcom.station, decision);
    const sent = codeOf(() => send(tmg, connection, path));
    await untilUploaded(served.uploads, (await stat(path)).size);
    release();
    await Promise.all([busy, decided]);
    expect(await sent).toBe('channel-suspended');
    expect(rawLedger(arcom.station).prepare('SELECT * FROM received').all()).toEqual([]);
    await decide(arcom, 'open');
    expect(await send(tmg, connection, path)).toMatchObject({ bytes: 0, receipts: [{ outcome: 'accepted' }] });
  });

  it('is told of before the announcement is read', async () => {
    const { tmg, arcom, served } = await createScene();
    await decide(arcom, 'suspended');
    const socket = await rawConnection(served.receiver.port, tmg.identity);
    socket.write('POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n');
    let answer = '';
    for await (const piece of socket) answer += String(piece);
    expect(answer).toContain('urn:scelle:problem:channel-suspended');
  });

  it('still gives receipts, and tells how far the streams have come', async () => {
    const { tmg, arcom, served, connection } = await createScene();
    const { path, digest } = await pack(tmg);
    await send(tmg, connection, path);
    await decide(arcom, 'suspended');
    const { port } = served.receiver;
    const receipts = await rawRequest(port, tmg.identity, { path: `/v1/batches/${digest}/receipts` });
    expect(receipts.body['receipts']).toHaveLength(1);
    const streams = await rawRequest(port, tmg.identity, { path: '/v1/streams' });
    expect(streams.body['streams']).toMatchObject([{ sender: 'tmg', stream: 'music', expected: 2 }]);
  });
});
