import { readFile } from 'node:fs/promises';
import { generateSecretKey, memorySource, readContainer } from '@scelle/core';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { ANNOUNCEMENT_TYPE, encodeAnnouncement, MAX_ANNOUNCEMENT_BYTES } from '../../src/internal.ts';
import { createParty, createScene, introduce, type Party, pack, serve } from '../support/parties.ts';
import { rawConnection, rawRequest } from '../support/raw-request.ts';
import { writeSealedFile } from '../support/sealed-file.ts';

/** The announcement of a batch in a file. */
async function announcementOf(path: string): Promise<Uint8Array> {
  return encodeAnnouncement(await readContainer(memorySource(new Uint8Array(await readFile(path)))));
}

async function announce(port: number, from: Party, body: Uint8Array) {
  const headers = { 'Content-Type': ANNOUNCEMENT_TYPE, 'Content-Length': String(body.length) };
  return rawRequest(port, from.identity, { method: 'POST', path: '/v1/batches', headers, body });
}

describe('an announcement', () => {
  it('is answered with an upload, and the same one again with the same', async () => {
    const { tmg, served } = await createScene();
    const body = await announcementOf((await pack(tmg)).path);
    const first = await announce(served.receiver.port, tmg, body);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ state: 'wanted', offset: 0 });
    expect(first.headers.location).toMatch(/^\/v1\/uploads\/[0-9a-f]{64}$/);
    const second = await announce(served.receiver.port, tmg, body);
    expect(second.body).toEqual(first.body);
  });

  it('is refused where another peer brings it', async () => {
    const { tmg, arcom } = await createScene();
    const other = await createParty('other', 'collector');
    await introduce(arcom, other);
    const { receiver } = await serve(arcom, {}, await temporaryFolder());
    const { status, body } = await announce(receiver.port, other, await announcementOf((await pack(tmg)).path));
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'sender-mismatch' });
  });

  it('is refused with the codes of the verification where the seal is not the sender’s, before a byte is taken', async () => {
    const { tmg, arcom, served } = await createScene();
    const options = { bytes: 100, signer: generateSecretKey() };
    const { path } = await writeSealedFile(await temporaryFolder(), { from: tmg, to: arcom }, options);
    const { status, body } = await announce(served.receiver.port, tmg, await announcementOf(path));
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'batch-refused', codes: ['seal-unknown-key'] });
    const told = { event: 'refused', peer: 'tmg', result: 'batch-refused', codes: ['seal-unknown-key'] };
    expect(served.events).toContainEqual(told);
  });

  it.each([
    [240, 201],
    [360, 422],
  ])('of a sender whose clock is %d seconds ahead is answered with %d', async (seconds, expected) => {
    const { tmg, arcom, served } = await createScene();
    const options = { bytes: 100, createdAt: new Date(Date.now() + seconds * 1000) };
    const { path } = await writeSealedFile(await temporaryFolder(), { from: tmg, to: arcom }, options);
    const { status } = await announce(served.receiver.port, tmg, await announcementOf(path));
    expect(status).toBe(expected);
  });

  it('is refused beyond the space there is', async () => {
    const { tmg, arcom } = await createScene();
    const { receiver } = await serve(arcom, { reservedBytes: Number.MAX_SAFE_INTEGER }, await temporaryFolder());
    const { status, body } = await announce(receiver.port, tmg, await announcementOf((await pack(tmg)).path));
    expect({ status, code: body.code }).toEqual({ status: 507, code: 'storage-full' });
  });

  it('is refused beyond the uploads that a peer may have begun', async () => {
    const { tmg, arcom } = await createScene();
    const { receiver } = await serve(arcom, { maxOpenUploads: 1 }, await temporaryFolder());
    const [first, second] = [await pack(tmg, 'music'), await pack(tmg, 'film')];
    expect((await announce(receiver.port, tmg, await announcementOf(first.path))).status).toBe(201);
    const { status, body } = await announce(receiver.port, tmg, await announcementOf(second.path));
    expect({ status, code: body.code }).toEqual({ status: 429, code: 'uploads-too-many' });
    expect((await announce(receiver.port, tmg, await announcementOf(first.path))).status).toBe(201);
  });

  it.each([
    ['nothing', () => new Uint8Array()],
    ['rubbish', () => new Uint8Array(4096).fill(7)],
    ['zeros', () => new Uint8Array(2048)],
    ['a whole batch', (batch: Uint8Array) => batch],
    ['half of itself', (batch: Uint8Array) => batch.subarray(-4096)],
  ])('is refused where it is %s', async (_, craft) => {
    const { tmg, served } = await createScene();
    const batch = new Uint8Array(await readFile((await pack(tmg)).path));
    const { status, body } = await announce(served.receiver.port, tmg, craft(batch));
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'announcement-invalid' });
  });

  it('of a thousand million bytes is refused before they are sent', async () => {
    const { tmg, served } = await createScene();
    const socket = await rawConnection(served.receiver.port, tmg.identity);
    socket.write('POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n');
    let answer = '';
    for await (const piece of socket) answer += String(piece);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('announcement-too-large');
  });

  it('without a length is refused once it is too long, in bounded memory', async () => {
    const { tmg, served } = await createScene();
    const socket = await rawConnection(served.receiver.port, tmg.identity);
    socket.write('POST /v1/batches HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000), Buffer.from('\r\n')]);
    const answered = (async () => {
      let answer = '';
      for await (const piece of socket) answer += String(piece);
      return answer;
    })();
    for (let sent = 0; sent < 3 * MAX_ANNOUNCEMENT_BYTES && socket.writable; sent += 0x10000) socket.write(chunk);
    expect(await answered).toContain('announcement-too-large');
  });

  it('with a hundred thousand signatures is refused', async () => {
    const { tmg, served } = await createScene();
    const one = await announcementOf((await pack(tmg)).path);
    const member = one.subarray(0, 512);
    const body = Buffer.concat(Array.from({ length: 100_000 }, () => member));
    const { status, body: problem } = await announce(served.receiver.port, tmg, new Uint8Array(body));
    expect({ status, code: problem.code }).toEqual({ status: 413, code: 'announcement-too-large' });
  });
});
