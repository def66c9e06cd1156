import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A network that breaks. */
export interface CuttingProxy {
  readonly port: number;
  /** Bytes that went to the receiver. */
  readonly carried: () => number;
  /** Connections that were cut. */
  readonly cuts: () => number;
}

/**
 * Stands before a receiver and cuts each connection after as many bytes towards it as `nextCut` says; null never.
 */
export async function startCuttingProxy(target: number, nextCut: () => number | null): Promise<CuttingProxy> {
  let carried = 0;
  let cuts = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    const limit = nextCut();
    let here = 0;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (piece) => {
      const rest = limit === null ? piece : piece.subarray(0, Math.max(0, limit - here));
      here += rest.length;
      carried += rest.length;
      const isCut = rest.length < piece.length;
      if (!upstream.write(rest)) {
        client.pause();
        upstream.once('drain', () => client.resume());
      }
      if (!isCut) return;
      cuts += 1;
      // What is on its way arrives, as on a line that breaks.
      upstream.end();
      client.resetAndDestroy();
    });
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, carried: () => carried, cuts: () => cuts };
}

/** A source of numbers from 0 to 1 that gives the same ones for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
