import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { memorySource, openFileSource, readContainer } from '@scelle/core';
import { createPolicyFinder, deliverBatch } from '@scelle/station';
import { rawLedger, temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { ANNOUNCEMENT_TYPE, encodeAnnouncement } from '../../src/internal.ts';
import { connect, createParty, createScene, introduce, type Party, pack, send, serve } from '../support/parties.ts';
import { type RawAnswer, rawConnection, rawRequest } from '../support/raw-request.ts';

type Scene = Awaited<ReturnType<typeof createScene>>;

/** A batch that was announced, its bytes, and where they go. */
async function announced(scene: Scene, port: number = scene.served.receiver.port) {
  const { tmg } = scene;
  const { path } = await pack(tmg);
  const batch = new Uint8Array(await readFile(path));
  const body = encodeAnnouncement(await readContainer(memorySource(batch)));
  const headers = { 'Content-Type': ANNOUNCEMENT_TYPE, 'Content-Length': String(body.length) };
  const { body: reply } = await rawRequest(port, tmg.identity, { method: 'POST', path: '/v1/batches', headers, body });
  return { batch, path, upload: String(reply['upload']), port };
}

function patch(
  port: number,
  from: Party,
  path: string,
  offset: number,
  body: Uint8Array,
  more = {},
): Promise<RawAnswer> {
  const headers = {
    'Tus-Resumable': '1.0.0',
    'Upload-Offset': String(offset),
    'Content-Type': 'application/offset+octet-stream',
    'Content-Length': String(body.length),
    ...more,
  };
  return rawRequest(port, from.identity, { method: 'PATCH', path, headers, body });
}

const tus = { 'Tus-Resumable': '1.0.0' };

describe('an upload', () => {
  it('takes bytes in pieces, tells how far it is, and ends with the receipt', async () => {
    const scene = await createScene();
    const { batch, upload, port } = await announced(scene);
    const first = await patch(port, scene.tmg, upload, 0, batch.subarray(0, 1000));
    expect({ status: first.status, offset: first.headers['upload-offset'] }).toEqual({ status: 204, offset: '1000' });
    const head = await rawRequest(port, scene.tmg.identity, { method: 'HEAD', path: upload, headers: tus });
    expect(head.headers).toMatchObject({ 'upload-offset': '1000', 'upload-length': String(batch.length) });
    const last = await patch(port, scene.tmg, upload, 1000, batch.subarray(1000));
    expect(last.status).toBe(200);
    expect(last.body).toMatchObject({ receipts: [{ document: expect.stringContaining('"outcome": "accepted"') }] });
    expect(await readdir(scene.served.uploads)).toEqual([]);
  });

  it('refuses a wrong offset, and changes nothing', async () => {
    const scene = await createScene();
    const { batch, upload, port } = await announced(scene);
    await patch(port, scene.tmg, upload, 0, batch.subarray(0, 1000));
    for (const offset of [0, 999, 1001, 10 ** 15]) {
      const { status, body } = await patch(port, scene.tmg, upload, offset, batch.subarray(0, 10));
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'upload-offset' });
    }
    const last = await patch(port, scene.tmg, upload, 1000, batch.subarray(1000));
    expect(last.status).toBe(200);
  });

  it('refuses an offset that is none', async () => {
    const scene = await createScene();
    const { batch, upload, port } = await announced(scene);
    for (const offset of ['-1', 'x', '1e3', '']) {
      const { status } = await patch(port, scene.tmg, upload, 0, batch.subarray(0, 10), { 'Upload-Offset': offset });
      expect(Math.floor(status / 100), offset).toBe(4);
    }
  });

  it('refuses more bytes than were announced', async () => {
    const scene = await createScene();
    const { batch, upload, port } = await announced(scene);
    const longer = new Uint8Array(batch.length + 1);
    const { status, body } = await patch(port, scene.tmg, upload, 0, longer);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'request-invalid' });
  });

  it('refuses more bytes than were announced where their number is not told', async () => {
    const scene = await createScene();
    const { batch, upload, port } = await announced(scene);
    const socket = await rawConnection(port, scene.tmg.identity);
    const head = [`PATCH ${upload} HTTP/1.1`, 'Host: x', 'Tus-Resumable: 1.0.0', 'Upload-Offset: 0'];
    const rest = [
      'Content-Type: application/offset+octet-stream',
      'Transfer-Encoding: chunked',
      'Connection: close',
      '',
      '',
    ];
    socket.write([...head, ...rest].join('\r\n'));
    const length = batch.length + 100_000;
    socket.write(`${length.toString(16)}\r\n`);
    socket.write(Buffer.alloc(length));
    socket.write('\r\n0\r\n\r\n');
    let answer = '';
    for await (const piece of socket) answer += String(piece);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(rawLedger(scene.arcom.station).prepare('SELECT * FROM received').all()).toEqual([]);
  });

  it('refuses another batch than the one that was announced, and keeps nothing of it', async () => {
    const scene = await createScene();
    const { batch, upload, port } = await announced(scene);
    const other = Uint8Array.from(batch);
    other[batch.length - 2000]! ^= 1;
    const { status, body } = await patch(port, scene.tmg, upload, 0, other);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'upload-mismatch' });
    expect(await readdir(scene.served.uploads)).toEqual([]);
    expect(rawLedger(scene.arcom.station).prepare('SELECT * FROM received').all()).toEqual([]);
  });

  it('tells of a payload that arrived damaged, and takes it again', async () => {
    const scene = await createScene();
    const { batch, upload, port, path } = await announced(scene);
    const damaged = Uint8Array.from(batch);
    damaged[1000]! ^= 1;
    const { status, body } = await patch(port, scene.tmg, upload, 0, damaged);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'upload-damaged' });
    const { receipts } = await send(scene.tmg, scene.connection, path);
    expect(receipts).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('has one writer: a second one takes over from the byte where the first had come to', async () => {
    const scene = await createScene();
    const { batch, upload, port } = await announced(scene);
    const socket = await rawConnection(port, scene.tmg.identity);
    const head = [`PATCH ${upload} HTTP/1.1`, 'Host: x', 'Tus-Resumable: 1.0.0', 'Upload-Offset: 0'];
    const rest = ['Content-Type: application/offset+octet-stream', `Content-Length: ${batch.length}`, '', ''];
    socket.write([...head, ...rest].join('\r\n'));
    socket.write(batch.subarray(0, 700));
    const offset = await untilOffset(scene, upload, 700);
    const second = await patch(port, scene.tmg, upload, offset, batch.subarray(offset));
    expect(second.status).toBe(200);
    socket.write(batch.subarray(700));
    const rows = rawLedger(scene.arcom.station).prepare('SELECT state FROM received').all();
    expect(rows).toEqual([{ state: 'accepted' }]);
  });

  it('is forgotten once its batch has come another way', async () => {
    const scene = await createScene();
    const { tmg, arcom, connection, served } = scene;
    const { batch, upload, port, path } = await announced(scene);
    await patch(port, tmg, upload, 0, batch.subarray(0, 1000));
    await using source = await openFileSource(path);
    const findPolicy = createPolicyFinder(arcom.station, arcom.settings);
    await deliverBatch(arcom.station, source, { channel: 'media', origin: 'disc' }, findPolicy);
    expect(await send(tmg, connection, path)).toMatchObject({ bytes: 0, receipts: [{ outcome: 'accepted' }] });
    expect(await readdir(served.uploads)).toEqual([]);
    const { status, body } = await patch(port, tmg, upload, 1000, batch.subarray(1000));
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'resource-unknown' });
  });

  it('belongs to whoever announced it', async () => {
    const scene = await createScene();
    const other = await createParty('other', 'collector');
    await introduce(scene.arcom, other);
    const { receiver } = await serve(scene.arcom, {}, await temporaryFolder());
    const { batch, upload, port } = await announced(scene, receiver.port);
    const { status, body } = await patch(port, other, upload, 0, batch);
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'resource-unknown' });
  });

  it('is not reached by any other path', async () => {
    const { tmg, served } = await createScene();
    const id = 'a'.repeat(64);
    const paths = [
      '/v1/uploads/',
      '/v1/uploads/..%2f..%2fkeys%2fsigning.key',
      '/v1/uploads/../../keys/signing.key',
      `/v1/uploads/${id}.json`,
      `/v1/uploads/${id}/../x`,
      `/v1/uploads/${id.toUpperCase()}`,
      `/v1/uploads/${id}?x=1`,
      `/v1/uploads/${id}%00`,
      '/v1/uploads/%',
      '//v1/uploads/x',
    ];
    for (const path of paths) {
      for (const method of ['HEAD', 'PATCH', 'DELETE', 'POST']) {
        const { status } = await rawRequest(served.receiver.port, tmg.identity, { method, path, headers: tus });
        expect([400, 404], `${method} ${path}`).toContain(status);
      }
    }
    expect(await readdir(served.uploads)).toEqual([]);
  });

  it('is not created or removed by tus, whatever the metadata say', async () => {
    const scene = await createScene();
    const { upload, port } = await announced(scene);
    const creation = { ...tus, 'Upload-Length': '10', 'Upload-Metadata': `peer ${btoa('../../x')}` };
    for (const method of ['POST', 'DELETE']) {
      for (const path of ['/v1/uploads', upload]) {
        const { status } = await rawRequest(port, scene.tmg.identity, { method, path, headers: creation });
        expect([404, 405]).toContain(status);
      }
    }
    const override = { ...tus, 'X-HTTP-Method-Override': 'DELETE' };
    await rawRequest(port, scene.tmg.identity, { method: 'HEAD', path: upload, headers: override });
    const head = await rawRequest(port, scene.tmg.identity, { method: 'HEAD', path: upload, headers: tus });
    expect(head.status).toBe(200);
  });

  it('is done once where two processes send the same batch', async () => {
    const { tmg, arcom, served, connection } = await createScene();
    const { path, digest } = await pack(tmg);
    const other = connect(tmg, arcom, served.receiver.port);
    const sent = await Promise.all([send(tmg, connection, path), send(tmg, other, path)]);
    for (const { receipts } of sent) expect(receipts).toMatchObject([{ manifest: digest, outcome: 'accepted' }]);
    expect(rawLedger(arcom.station).prepare('SELECT count(*) AS count FROM received').get()).toEqual({ count: 1 });
  });
});

/** How far an upload is once it is so far at least. */
async function untilOffset({ served }: Scene, path: string, least: number): Promise<number> {
  for (;;) {
    const { size } = await stat(join(served.uploads, path.split('/').at(-1)!));
    if (size >= least) return size;
    await setImmediate();
  }
}
