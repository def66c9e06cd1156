import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LogEvent } from '../../src/index.ts';
import { createBoundedLog } from '../../src/telling/log.ts';
import { createParty, createScene, introduce, serve } from '../support/parties.ts';
import { rawConnection, rawRequest } from '../support/raw-request.ts';

/** A connection of somebody who says nothing. */
async function idleSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

describe('connections that show no certificate', () => {
  it('keep no peer out, however many of them one address opens', async () => {
    const { tmg, served } = await createScene({ maxConnections: 8, maxUnadmitted: 16, maxUnadmittedPerAddress: 4 });
    const { port, metrics } = served.receiver;
    const idle = await Promise.all(Array.from({ length: 40 }, () => idleSocket(port)));
    const { status } = await rawRequest(port, tmg.identity, { path: '/v1/health' });
    expect(status).toBe(200);
    expect(idle.filter(({ closed }) => !closed).length).toBeLessThanOrEqual(4);
    const text = await metrics.render();
    expect(text).toMatch(/^scelle_connections_dropped_total\{reason="address-crowded"\} 3[67]$/m);
    const lines = served.events.filter(({ event }) => event === 'connections-dropped');
    expect(lines).toEqual([{ event: 'connections-dropped', result: 'address-crowded' }]);
  });

  it('give way in the order in which they came', async () => {
    const { served } = await createScene({ maxUnadmitted: 2, maxUnadmittedPerAddress: 4 });
    const first = await idleSocket(served.receiver.port);
    // However it ends, also by an error.
    const closed = new Promise((resolve) => first.once('close', resolve));
    const others = [await idleSocket(served.receiver.port), await idleSocket(served.receiver.port)];
    await closed;
    expect(others.map(({ destroyed }) => destroyed)).toEqual([false, false]);
  });

  it('are not those of peers, which stay', async () => {
    const { tmg, served } = await createScene({ maxUnadmitted: 2, maxUnadmittedPerAddress: 2 });
    const peers: Socket[] = [];
    for (let open = 0; open < 3; open += 1) peers.push(await rawConnection(served.receiver.port, tmg.identity));
    for (const socket of peers) {
      socket.write('GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n');
      const [answer] = (await once(socket, 'data')) as [Buffer];
      expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
    }
  });
});

describe('what comes to nothing before there is a request', () => {
  it('is counted and told of: an older TLS, and what is no TLS', async () => {
    const { served } = await createScene();
    const { port, metrics } = served.receiver;
    const old = connectTls({ host: '127.0.0.1', port, maxVersion: 'TLSv1.2', rejectUnauthorized: false });
    await once(old, 'error');
    const plain = await idleSocket(port);
    plain.end('GET / HTTP/1.1\r\n\r\n').resume();
    await once(plain, 'close');
    const text = await metrics.render();
    expect(text).toMatch(/^scelle_handshakes_failed_total\{reason="old-tls"\} 1$/m);
    expect(text).toMatch(/^scelle_handshakes_failed_total\{reason="no-tls"\} 1$/m);
    expect(served.events).toContainEqual({ event: 'handshake-failed', result: 'old-tls' });
  });

  it('tells whose certificate has ended', async () => {
    const tmg = await createParty('tmg', 'collector');
    const arcom = await createParty('arcom', 'authority');
    await introduce(tmg, arcom);
    const served = await serve(arcom, {}, undefined, () => new Date('2031-01-01T00:00:00Z'));
    await rawRequest(served.receiver.port, tmg.identity, { path: '/v1/health' });
    expect(served.events).toContainEqual({ event: 'stranger-refused', result: 'expired', peer: 'tmg' });
    expect(await served.receiver.metrics.render()).toMatch(/^scelle_connections_total\{certificate="expired"\} 1$/m);
  });
});

describe('a log for what strangers bring about', () => {
  it('tells the first at once, and the others as a number', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const events: LogEvent[] = [];
    const bounded = createBoundedLog((event) => events.push(event), 1_000);
    for (let index = 0; index < 1_000; index += 1) bounded.tell({ event: 'stranger-refused', result: 'stranger' });
    expect(events).toEqual([{ event: 'stranger-refused', result: 'stranger' }]);
    vi.advanceTimersByTime(1_000);
    expect(events.at(-1)).toEqual({ event: 'stranger-refused', result: 'stranger', count: 999 });
    vi.advanceTimersByTime(5_000);
    expect(events).toHaveLength(2);
    bounded.tell({ event: 'stranger-refused', result: 'stranger' });
    bounded.end();
    expect(events).toHaveLength(3);
  });

  it('tells no more different things than a few hundred', () => {
    const events: LogEvent[] = [];
    const bounded = createBoundedLog((event) => events.push(event));
    for (let index = 0; index < 1_000; index += 1) bounded.tell({ event: 'stranger-refused', result: String(index) });
    bounded.end();
    expect(events.length).toBeLessThan(300);
  });
});
