import { readFile, rename } from 'node:fs/promises';
import { memorySource, readContainer } from '@scelle/core';
import { describe, expect, it } from 'vitest';
import { ANNOUNCEMENT_TYPE, encodeAnnouncement } from '../../src/internal.ts';
import { createScene, pack } from '../support/parties.ts';
import { rawConnection, rawRequest } from '../support/raw-request.ts';

/** A batch, and what announces and uploads it. */
async function prepare(scene: Awaited<ReturnType<typeof createScene>>) {
  const { tmg, served } = scene;
  const { port } = served.receiver;
  const batch = new Uint8Array(await readFile((await pack(tmg)).path));
  const body = encodeAnnouncement(await readContainer(memorySource(batch)));
  const announce = (more = {}) =>
    rawRequest(port, tmg.identity, {
      method: 'POST',
      path: '/v1/batches',
      headers: { 'Content-Type': ANNOUNCEMENT_TYPE, 'Content-Length': String(body.length), ...more },
      body,
    });
  const upload = (path: string, more = {}) => {
    const headers = {
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
    };
    return rawRequest(port, tmg.identity, { method: 'PATCH', path, headers: { ...headers, ...more }, body: batch });
  };
  return { batch, announce, upload };
}

describe('a failure of the receiver', () => {
  it('is told of where the body was read to its end', async () => {
    const scene = await createScene();
    const { announce } = await prepare(scene);
    await rename(scene.served.uploads, `${scene.served.uploads}.away`);
    const { status, body } = await announce();
    expect({ status, code: body.code }).toEqual({ status: 500, code: 'receiver-failed' });
    expect(scene.served.events).toContainEqual({ event: 'failed', peer: 'tmg', result: 'ENOENT' });
    expect(await scene.served.receiver.metrics.render()).toMatch(/^scelle_failures_total 1$/m);
  });

  it('is told of where a batch cannot be delivered', async () => {
    const scene = await createScene();
    const { announce, upload } = await prepare(scene);
    const { body } = await announce();
    const inbox = scene.arcom.station.layout.path('inbox');
    await rename(inbox, `${inbox}.away`);
    const { status } = await upload(String(body['upload']));
    expect(status).toBe(500);
    expect(scene.served.events).toContainEqual(expect.objectContaining({ event: 'failed', peer: 'tmg' }));
  });
});

describe('a refusal', () => {
  it('is told of with what is wrong with the request', async () => {
    const scene = await createScene();
    const { announce } = await prepare(scene);
    const { body } = await announce({ 'Content-Type': 'text/plain' });
    expect(body).toMatchObject({ code: 'request-invalid', status: 415, details: { field: 'Content-Type' } });
    const told = { event: 'refused', peer: 'tmg', result: 'request-invalid', field: 'Content-Type' };
    expect(scene.served.events).toContainEqual(told);
    const text = await scene.served.receiver.metrics.render();
    expect(text).toMatch(/^scelle_refusals_total\{code="request-invalid"\} 1$/m);
  });

  it.each([
    ['another encoding', { 'Content-Encoding': 'gzip' }, 415, 'Content-Encoding'],
    ['another expectation', { Expect: 'the-moon' }, 417, 'Expect'],
  ])('is a problem where a request has %s', async (_, headers, status, field) => {
    const scene = await createScene();
    const { announce } = await prepare(scene);
    const answer = await announce(headers);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'request-invalid', status, details: { field } });
    expect(answer.status).toBe(status);
  });

  it('of what is no HTTP is a problem, and told of', async () => {
    const { tmg, served } = await createScene();
    const socket = await rawConnection(served.receiver.port, tmg.identity);
    socket.write('this is none\r\n\r\n');
    let answer = '';
    for await (const piece of socket) answer += String(piece);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Refused\r\nContent-Type: application\/problem\+json\r\n/);
    expect(served.events).toContainEqual({ event: 'request-malformed', result: '400', peer: 'tmg' });
    expect(await served.receiver.metrics.render()).toMatch(/^scelle_requests_total\{status="400"\} 1$/m);
  });
});

describe('an upload, as tus wants it', () => {
  it.each([
    [{ 'Tus-Resumable': '0.2.1' }, 412, 'Tus-Resumable'],
    [{ 'Content-Type': 'application/json' }, 415, 'Content-Type'],
    [{ 'Upload-Length': '10' }, 400, 'Upload-Length'],
  ])('is refused for good with %j', async (headers, status, field) => {
    const scene = await createScene();
    const { announce, upload } = await prepare(scene);
    const { body } = await announce();
    const answer = await upload(String(body['upload']), headers);
    expect(answer.body).toMatchObject({ code: 'request-invalid', status, details: { field } });
    expect(answer.headers['tus-version']).toBe(status === 412 ? '1.0.0' : undefined);
    expect((await upload(String(body['upload']))).status).toBe(200);
  });

  it('tells how far it is to whoever asks, who displaces no writer and learns nothing else', async () => {
    const scene = await createScene();
    const { tmg, served } = scene;
    const { announce, batch } = await prepare(scene);
    const path = String((await announce()).body['upload']);
    const writer = await rawConnection(served.receiver.port, tmg.identity);
    const head = [`PATCH ${path} HTTP/1.1`, 'Host: x', 'Tus-Resumable: 1.0.0', 'Upload-Offset: 0', 'Connection: close'];
    const rest = ['Content-Type: application/offset+octet-stream', `Content-Length: ${batch.length}`, '', ''];
    writer.write([...head, ...rest].join('\r\n'));
    writer.write(batch.subarray(0, 700));
    for (let offset = 0; offset < 700; ) {
      const { status, headers } = await rawRequest(served.receiver.port, tmg.identity, {
        method: 'HEAD',
        path,
        headers: { 'Tus-Resumable': '1.0.0' },
      });
      expect({ status, metadata: headers['upload-metadata'] }).toEqual({ status: 200, metadata: undefined });
      offset = Number(headers['upload-offset']);
    }
    writer.write(batch.subarray(700));
    let answer = '';
    for await (const piece of writer) answer += String(piece);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });
});
