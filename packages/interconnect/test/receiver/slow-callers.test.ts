import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createScene, pack, send } from '../support/parties.ts';
import { rawConnection } from '../support/raw-request.ts';

const hasty = { headTimeout: 300, bodyInterval: 200, bodyBytes: 1_000, idleTimeout: 300 };

/** How long a connection lasts on which a byte comes now and then, in milliseconds. */
async function lifeOf(socket: Readable & { write(text: string): boolean }, drip: string): Promise<number> {
  const started = performance.now();
  const timer = setInterval(() => socket.write(drip), 50);
  socket.resume();
  // However it ends, also by an error.
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(timer);
  return performance.now() - started;
}

describe('a receiver waits for nobody', () => {
  it('who does not finish the TLS handshake', async () => {
    const { served } = await createScene(hasty);
    const socket = connect(served.receiver.port, '127.0.0.1').on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    expect(await lifeOf(socket, '')).toBeLessThan(10_000);
  });

  it('who sends a head byte by byte', async () => {
    const { tmg, served } = await createScene(hasty);
    const socket = await rawConnection(served.receiver.port, tmg.identity);
    socket.write('GET /v1/health HTTP/1.1\r\n');
    expect(await lifeOf(socket, 'x')).toBeLessThan(10_000);
  });

  it('who sends a body byte by byte', async () => {
    const { tmg, served } = await createScene(hasty);
    const socket = await rawConnection(served.receiver.port, tmg.identity);
    socket.write('POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n');
    expect(await lifeOf(socket, 'x')).toBeLessThan(10_000);
    expect(served.events).toContainEqual({ event: 'connection-cut', peer: 'tmg' });
  });

  it('who keeps a connection and says nothing', async () => {
    const { tmg, served } = await createScene(hasty);
    const socket = await rawConnection(served.receiver.port, tmg.identity);
    socket.write('GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(await lifeOf(socket, '')).toBeLessThan(10_000);
  });

  it('and serves the others meanwhile', async () => {
    const { tmg, served, connection } = await createScene();
    for (let slow = 0; slow < 20; slow += 1) {
      const socket = await rawConnection(served.receiver.port, tmg.identity);
      socket.write('POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n');
    }
    const { receipts } = await send(tmg, connection, (await pack(tmg)).path);
    expect(receipts).toMatchObject([{ outcome: 'accepted' }]);
  });
});
