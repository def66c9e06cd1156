import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { memorySource, readContainer } from '@scelle/core';
import { findCurrentCard, revokeKey } from '@scelle/station';
import { rawLedger } from '@scelle/testkit';
import { describe, expect, it } from 'vitest';
import { encodeAnnouncement } from '../../src/internal.ts';
import { codeOf, createParty, createScene, introduce, pack, send, serve } from '../support/parties.ts';
import { rawConnection, rawRequest } from '../support/raw-request.ts';

describe('who may call a receiver', () => {
  it('is nobody without a certificate, whatever is asked', async () => {
    const { served } = await createScene();
    const { status, body } = await rawRequest(served.receiver.port, null, { path: '/v1/health' });
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'certificate-unknown' });
  });

  it('is no stranger, nothing of whose requests is looked at', async () => {
    const { served } = await createScene();
    const stranger = await createParty('other', 'collector');
    const socket = await rawConnection(served.receiver.port, stranger.identity);
    socket.write('this is not even HTTP\r\n\r\n');
    let answer = '';
    for await (const piece of socket) answer += String(piece);
    expect(answer).toMatch(/^HTTP\/1\.1 403 Refused\r\n/);
    expect(answer).toContain('certificate-unknown');
    expect(served.events).toContainEqual({ event: 'stranger-refused', result: 'stranger' });
  });

  it('is nobody whose signing keys are all revoked, also on a connection that is open', async () => {
    const { tmg, arcom, connection } = await createScene();
    await send(tmg, connection, (await pack(tmg)).path);
    const { publicKey } = rawLedger(arcom.station)
      .prepare(
        "SELECT json_extract(document, '$.signingKeys[0].publicKey') AS publicKey FROM cards WHERE party = 'tmg'",
      )
      .get() as { publicKey: string };
    const now = '2026-01-02T00:00:00Z';
    const revocation = { key: publicKey, from: now, revokedAt: now, reason: 'stolen' };
    await revokeKey(arcom.station, revocation);
    const { path } = await pack(tmg, 'film');
    expect(await codeOf(() => send(tmg, connection, path))).toBe('certificate-unknown');
  });

  it('is nobody whose keys are revoked while a batch is coming: it is cut', async () => {
    const { tmg, arcom, served } = await createScene({ bodyInterval: 100, bodyBytes: 0 });
    const body = encodeAnnouncement(await readContainer(memorySource(await readFile((await pack(tmg)).path))));
    const request = { method: 'POST', path: '/v1/batches', body };
    const { body: wanted } = await rawRequest(served.receiver.port, tmg.identity, request);
    const socket = await rawConnection(served.receiver.port, tmg.identity);
    const head = [`PATCH ${String(wanted['upload'])} HTTP/1.1`, 'Host: x', 'Tus-Resumable: 1.0.0', 'Upload-Offset: 0'];
    const rest = [
      'Content-Type: application/offset+octet-stream',
      `Content-Length: ${String(wanted['bytes'])}`,
      '',
      '',
    ];
    socket.resume().write([...head, ...rest].join('\r\n'));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(Buffer.alloc(700));
    const file = join(served.uploads, String(wanted['upload']).split('/').at(-1)!);
    while ((await stat(file)).size < 700) await setImmediate();
    const { card } = (await findCurrentCard(arcom.station.ledger, 'tmg'))!;
    const now = '2026-01-02T00:00:00Z';
    const revocation = { key: card.signingKeys[0]!.publicKey, from: now, revokedAt: now, reason: 'stolen' };
    await revokeKey(arcom.station, revocation);
    await closed;
    expect(served.events).toContainEqual({ event: 'connection-cut', peer: 'tmg' });
  });

  it('is nobody with a certificate that has ended', async () => {
    const tmg = await createParty('tmg', 'collector');
    const arcom = await createParty('arcom', 'authority');
    await introduce(tmg, arcom);
    const served = await serve(arcom, {}, undefined, () => new Date('2031-01-01T00:00:00Z'));
    const { status, body } = await rawRequest(served.receiver.port, tmg.identity, { path: '/v1/health' });
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'certificate-expired' });
  });

  it('is nobody with more connections than one peer may have', async () => {
    const { tmg, served } = await createScene({ maxConnectionsPerPeer: 2 });
    for (let open = 0; open < 2; open += 1) await rawConnection(served.receiver.port, tmg.identity);
    const { status, headers, body } = await rawRequest(served.receiver.port, tmg.identity, { path: '/v1/health' });
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'receiver-busy' });
    expect(headers['retry-after']).toBe('5');
  });

  it('is a known peer, which learns how the receiver is and nothing of others', async () => {
    const { tmg, served } = await createScene();
    const health = await rawRequest(served.receiver.port, tmg.identity, { path: '/v1/health' });
    expect(health.body).toMatchObject({ status: 'ok' });
    const streams = await rawRequest(served.receiver.port, tmg.identity, { path: '/v1/streams' });
    expect(streams.body).toEqual({ streams: [] });
    const channel = await rawRequest(served.receiver.port, tmg.identity, { path: '/v1/channel' });
    expect(channel.body).toEqual({ state: 'open', notice: null });
  });

  it('is nobody with an older TLS', async () => {
    const { tmg, served } = await createScene();
    const { key, certificate: cert } = tmg.identity;
    const { connect: connectTls } = await import('node:tls');
    const options = { host: '127.0.0.1', port: served.receiver.port, key, cert, rejectUnauthorized: false };
    const code = await new Promise((resolve) => {
      const socket = connectTls({ ...options, maxVersion: 'TLSv1.2' }, () => resolve('connected'));
      socket.on('error', (error) => resolve('code' in error ? error.code : error.message));
    });
    expect(code).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  });
});
