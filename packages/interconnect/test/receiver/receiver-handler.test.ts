import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { createReception, readCredentials } from '@scelle/station';
import { rotateCertificate } from '@scelle/station/internal';
import { temporaryFolder } from '@scelle/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createMetricsServer,
  createReceiver,
  createReceiverHandler,
  type LogEvent,
  openFileUploadStore,
  type ReceiverHandler,
  type ReceiverHandlerOptions,
} from '../../src/index.ts';
import { connect, createParty, introduce, type Party, pack, send } from '../support/parties.ts';
import { rawRequest } from '../support/raw-request.ts';
import { signingKey } from '../support/signing-key.ts';

/** A collector, an authority, and the handler of the authority. */
async function createPair(on: ReceiverHandlerOptions['on'] = {}) {
  const tmg = await createParty('tmg', 'collector');
  const arcom = await createParty('arcom', 'authority');
  await introduce(tmg, arcom);
  const handler = await createReceiverHandler({
    reception: createReception(arcom.station, arcom.settings),
    store: await openFileUploadStore(await temporaryFolder()),
    limits: { reservedBytes: 1 << 20 },
    on,
  });
  onTestFinished(() => handler.stop());
  return { tmg, arcom, handler };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  return (server.address() as AddressInfo).port;
}

function optionsOf({ identity: { key, certificate: cert } }: Party) {
  return { key, cert, requestCert: true, rejectUnauthorized: false } as const;
}

/** An existing server with a page of its own. */
function serveBeside(arcom: Party, handler: ReceiverHandler): Server {
  return createServer(optionsOf(arcom), (request, response) => {
    if (request.url?.startsWith('/v1/')) return void handler.handle(request, response);
    response.end('{"page":"ours"}');
  });
}

describe('a receiver in a server that there is', () => {
  it('takes a batch beside other pages, and tells what was delivered and refused', async () => {
    const told: object[] = [];
    const { tmg, arcom, handler } = await createPair({
      announced: (event) => told.push({ announced: event.answer }),
      delivered: (event) => told.push({ delivered: event.outcome, peer: event.peer }),
      refused: ({ code, peer }) => told.push({ refused: code, peer }),
    });
    const port = await listen(serveBeside(arcom, handler));
    const { path } = await pack(tmg);
    expect(await send(tmg, connect(tmg, arcom, port), path)).toMatchObject({ receipts: [{ outcome: 'accepted' }] });
    expect(await rawRequest(port, tmg.identity, { method: 'GET', path: '/' })).toMatchObject({
      body: { page: 'ours' },
    });
    const missing = await rawRequest(port, tmg.identity, { method: 'GET', path: '/v1/inbox' });
    expect(missing.body.code).toBe('not-permitted');
    expect(told).toEqual([
      { announced: 'wanted' },
      { delivered: 'accepted', peer: 'tmg' },
      { refused: 'not-permitted', peer: 'tmg' },
    ]);
  });

  it('refuses strangers, and whoever calls once it is stopped', async () => {
    const { tmg, arcom, handler } = await createPair();
    const stranger = await createParty('stranger', 'collector');
    const port = await listen(serveBeside(arcom, handler));
    const request = { method: 'GET', path: '/v1/health' };
    expect((await rawRequest(port, stranger.identity, request)).body.code).toBe('certificate-unknown');
    expect((await rawRequest(port, tmg.identity, request)).body).toMatchObject({ status: 'ok' });
    await handler.stop();
    expect((await rawRequest(port, tmg.identity, request)).body.code).toBe('receiver-busy');
  });

  it('takes over a whole server where it is attached, and strangers do not reach it', async () => {
    const { tmg, arcom, handler } = await createPair();
    const stranger = await createParty('stranger', 'collector');
    const server = createServer(optionsOf(arcom));
    handler.attach(server);
    const port = await listen(server);
    const { path } = await pack(tmg);
    expect(await send(tmg, connect(tmg, arcom, port), path)).toMatchObject({ receipts: [{ outcome: 'accepted' }] });
    const answer = await rawRequest(port, stranger.identity, { method: 'GET', path: '/' });
    expect(answer.body.code).toBe('certificate-unknown');
    expect(await handler.metrics.render()).toContain('scelle_connections_total{certificate="stranger"} 1');
  });
});

describe('a receiver of its own', () => {
  async function shownBy(port: number, { identity: { key, certificate: cert } }: Party): Promise<string> {
    const socket = connectTls({ port, host: '127.0.0.1', key, cert, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { fingerprint256 } = socket.getPeerX509Certificate()!;
    socket.destroy();
    return fingerprint256;
  }

  it('shows a certificate that was replaced, without a restart, and keeps the one before where the new one is broken', async () => {
    const tmg = await createParty('tmg', 'collector');
    const arcom = await createParty('arcom', 'authority');
    await introduce(tmg, arcom);
    let load: () => Promise<{ readonly key: string; readonly certificate: string }> = async () => arcom.identity;
    const events: LogEvent[] = [];
    const until = async (event: LogEvent['event']): Promise<void> => {
      while (!events.some((each) => each.event === event)) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await using receiver = await createReceiver({
      reception: createReception(arcom.station, arcom.settings),
      identity: () => load(),
      identityInterval: 5,
      store: await openFileUploadStore(await temporaryFolder()),
      host: '127.0.0.1',
      port: 0,
      log: (event) => events.push(event),
    });
    const before = await shownBy(receiver.port, tmg);
    load = async () => ({ ...arcom.identity, certificate: 'no certificate' });
    await until('certificate-kept');
    expect(await shownBy(receiver.port, tmg)).toBe(before);
    await rotateCertificate(arcom.station, { signer: await signingKey(arcom), atOnce: false });
    const next = await readCredentials(arcom.station.layout, 'next');
    load = async () => next;
    await until('certificate-changed');
    const after = await shownBy(receiver.port, tmg);
    expect(after).not.toBe(before);
    expect(await readFile(arcom.station.layout.path('keys', 'tls.pem'), 'utf8')).not.toContain(next.certificate.trim());
  });

  it('ends with the block that it is used in, and so does the server of its counts', async () => {
    const arcom = await createParty('arcom', 'authority');
    const events: LogEvent[] = [];
    {
      await using receiver = await createReceiver({
        reception: createReception(arcom.station, arcom.settings),
        identity: arcom.identity,
        store: await openFileUploadStore(await temporaryFolder()),
        host: '127.0.0.1',
        port: 0,
        log: (event) => events.push(event),
      });
      await using metrics = await createMetricsServer(receiver, { port: 0 });
      expect(metrics.port).toBeGreaterThan(0);
    }
    expect(events.map(({ event }) => event)).toEqual(['started', 'stopped']);
  });
});
