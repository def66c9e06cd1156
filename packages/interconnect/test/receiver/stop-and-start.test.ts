import { once } from 'node:events';
import { readdir, readFile, rename, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { memorySource, readContainer } from '@scelle/core';
import { issueNotice } from '@scelle/station/internal';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { createMetricsServer } from '../../src/index.ts';
import { ANNOUNCEMENT_TYPE, encodeAnnouncement } from '../../src/internal.ts';
import { codeOf, connect, createScene, type Party, pack, send, serve } from '../support/parties.ts';
import { rawConnection, rawRequest } from '../support/raw-request.ts';
import { signingKey } from '../support/signing-key.ts';

type Scene = Awaited<ReturnType<typeof createScene>>;

/** Announces a batch and uploads its beginning. */
async function begin({ tmg }: Scene, port: number, count: (batch: Uint8Array) => number) {
  const { path } = await pack(tmg);
  const batch = new Uint8Array(await readFile(path));
  const body = encodeAnnouncement(await readContainer(memorySource(batch)));
  const headers = { 'Content-Type': ANNOUNCEMENT_TYPE, 'Content-Length': String(body.length) };
  const { body: reply } = await rawRequest(port, tmg.identity, { method: 'POST', path: '/v1/batches', headers, body });
  const upload = String(reply['upload']);
  const part = batch.subarray(0, count(batch));
  const tus = { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
  const answer = await rawRequest(port, tmg.identity, { method: 'PATCH', path: upload, headers: tus, body: part });
  return { path, batch, answer, file: upload.split('/').at(-1)! };
}

/** Suspends or opens the channel with tmg. */
async function decide(arcom: Party, state: 'suspended' | 'open'): Promise<void> {
  const decision = { peer: 'tmg', state, reference: '2011-17', reason: 'open server' };
  await issueNotice(arcom.station, { ...decision, signer: await signingKey(arcom) });
}

describe('a receiver that is stopped', () => {
  it('keeps what has arrived, and its successor goes on from there', async () => {
    const scene = await createScene();
    const { tmg, arcom } = scene;
    const folder = await temporaryFolder();
    const first = await serve(arcom, {}, folder);
    const { path, batch } = await begin(scene, first.receiver.port, () => 1_234);
    await first.receiver.stop();
    const second = await serve(arcom, {}, folder);
    const { receipts, bytes } = await send(tmg, connect(tmg, arcom, second.receiver.port), path);
    expect(receipts).toMatchObject([{ outcome: 'accepted' }]);
    expect(bytes).toBe(batch.length - 1_234);
  });

  it('ends at once although a body is still coming', async () => {
    const { tmg, served } = await createScene();
    const socket = await rawConnection(served.receiver.port, tmg.identity);
    socket.write('POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nhalf');
    const started = performance.now();
    await served.receiver.stop();
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(served.events.at(-1)).toEqual({ event: 'stopped' });
  });

  it('is reported as unreachable', async () => {
    const { tmg, served, connection } = await createScene();
    const { path } = await pack(tmg);
    await served.receiver.stop();
    expect(await codeOf(() => send(tmg, connection, path, { patience: 0 }))).toBe('receiver-unreachable');
  });
});

describe('a receiver that starts', () => {
  it('delivers what had arrived whole, so that the sender only fetches the receipt', async () => {
    const scene = await createScene();
    const { tmg, arcom } = scene;
    const folder = await temporaryFolder();
    const first = await serve(arcom, {}, folder);
    const { path, batch, file } = await begin(scene, first.receiver.port, () => 1_000);
    await first.receiver.stop();
    // As if it had been killed between the last byte and the delivery.
    await writeFile(join(folder, file), batch);
    const second = await serve(arcom, {}, folder);
    expect(second.events[0]).toMatchObject({ event: 'batch-received', result: 'accepted' });
    const { receipts, bytes } = await send(tmg, connect(tmg, arcom, second.receiver.port), path);
    expect({ outcome: receipts[0]?.outcome, bytes }).toEqual({ outcome: 'accepted', bytes: 0 });
    expect(await readdir(folder)).toEqual([]);
  });

  it('delivers nothing over a channel that was suspended meanwhile, and keeps it for as long as anything else', async () => {
    const scene = await createScene();
    const { tmg, arcom } = scene;
    const folder = await temporaryFolder();
    const first = await serve(arcom, {}, folder);
    const { path, batch, file } = await begin(scene, first.receiver.port, () => 1_000);
    await first.receiver.stop();
    await writeFile(join(folder, file), batch);
    await decide(arcom, 'suspended');
    const second = await serve(arcom, {}, folder);
    expect(second.events).toEqual([
      { event: 'refused', peer: 'tmg', result: 'channel-suspended' },
      { event: 'started' },
    ]);
    await second.receiver.stop();
    await decide(arcom, 'open');
    const third = await serve(arcom, {}, folder);
    expect(third.events[0]).toMatchObject({ event: 'batch-received', result: 'accepted' });
    const { bytes } = await send(tmg, connect(tmg, arcom, third.receiver.port), path);
    expect(bytes).toBe(0);
  });

  it('removes what a crash has left of uploads that nobody could go on with', async () => {
    const { arcom } = await createScene();
    const folder = await temporaryFolder();
    const [bytesAlone, noteAlone] = ['a'.repeat(64), 'b'.repeat(64)];
    await writeFile(join(folder, bytesAlone), 'bytes');
    await writeFile(join(folder, `${noteAlone}.json`), '{}');
    await writeFile(join(folder, 'of somebody else'), '');
    await serve(arcom, {}, folder);
    expect(await readdir(folder)).toEqual(['of somebody else']);
  });

  it('takes anew what a crash has left unreadable', async () => {
    const scene = await createScene();
    const { tmg, arcom } = scene;
    const folder = await temporaryFolder();
    const first = await serve(arcom, {}, folder);
    const { path, file } = await begin(scene, first.receiver.port, () => 1_000);
    await first.receiver.stop();
    await truncate(join(folder, `${file}.json`), 3);
    const second = await serve(arcom, {}, folder);
    const { receipts } = await send(tmg, connect(tmg, arcom, second.receiver.port), path);
    expect(receipts).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('removes what nobody has gone on with for a week', async () => {
    const scene = await createScene();
    const folder = await temporaryFolder();
    const first = await serve(scene.arcom, {}, folder);
    const { file } = await begin(scene, first.receiver.port, () => 1_000);
    await first.receiver.stop();
    const old = new Date(Date.now() - 8 * 86_400_000);
    await utimes(join(folder, file), old, old);
    expect((await stat(join(folder, file))).size).toBe(1_000);
    const second = await serve(scene.arcom, {}, folder);
    expect(second.events[0]).toMatchObject({ event: 'upload-expired', bytes: 1_000 });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the counts of a receiver', () => {
  it('are shown to Prometheus on a port of their own, and name nothing of peers but who they are', async () => {
    const { tmg, served, connection } = await createScene();
    await send(tmg, connection, (await pack(tmg)).path);
    const server = await createMetricsServer(served.receiver, { port: 0 });
    const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404);
    await server.stop();
    expect(text).toContain('scelle_batches_total{outcome="accepted"} 1\n');
    expect(text).toContain('scelle_open_uploads 0\n');
    expect(text).toMatch(/^scelle_upload_bytes_total [1-9]\d+$/m);
    expect(text).toContain('scelle_channel_open{peer="tmg"} 1\n');
    expect(text).toContain('scelle_waiting_batches 1\n');
    expect(text).toMatch(/^scelle_delivery_seconds_bucket\{le="\+Inf"\} 1$/m);
    expect(text).not.toMatch(/127\.0\.0\.1|[0-9a-f]{64}/);
  });

  it('are there before anything happened', async () => {
    const { served } = await createScene();
    const text = await served.receiver.metrics.render();
    expect(text).toContain('scelle_batches_total{outcome="rejected"} 0\n');
    expect(text).toContain('scelle_refusals_total{code="storage-full"} 0\n');
    expect(text).toContain('scelle_connections_dropped_total{reason="address-crowded"} 0\n');
    expect(text).toMatch(/^scelle_certificate_end_timestamp_seconds \d+/m);
  });

  it('stand beside whether a balancer may send somebody, for whoever asks by the name of this host', async () => {
    const { arcom, served } = await createScene();
    const { port, stop } = await createMetricsServer(served.receiver, { port: 0 });
    const ask = async (path: string, options: RequestInit = {}) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, options);
      return { status: answer.status, text: await answer.text() };
    };
    expect(await ask('/ready')).toEqual({ status: 200, text: 'ready\n' });
    expect(await ask('/metrics', { method: 'HEAD' })).toEqual({ status: 200, text: '' });
    const key = arcom.station.layout.path('keys', 'delivery.key');
    await rename(key, `${key}.away`);
    expect(await ask('/ready')).toEqual({ status: 503, text: 'station-unusable\n' });
    expect(await ask('/live')).toEqual({ status: 200, text: 'live\n' });
    await rename(`${key}.away`, key);
    const foreign = request({ port, path: '/metrics', headers: { Host: 'evil.example' } }).end();
    const [{ statusCode }] = (await once(foreign, 'response')) as [IncomingMessage];
    expect(statusCode).toBe(421);
    await stop();
  });
});
