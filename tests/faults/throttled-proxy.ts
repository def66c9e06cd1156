import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A slow network between a sender and a receiver, which can be cut. */
export interface ThrottledProxy extends AsyncDisposable {
  readonly port: number;
  /** Bytes that were taken from senders. */
  readonly carried: () => number;
  /** Bytes that reached the machine of the receiver: those that a cut swallowed on their way are none of them. */
  readonly delivered: () => number;
  /** Connections so far. */
  readonly connections: () => number;
  /** Breaks every connection; gives how many there were. */
  cut(): number;
}

/** Lets so many bytes a second through to a port of this machine. */
export async function startThrottledProxy(target: number, bytesPerSecond: number): Promise<ThrottledProxy> {
  let [carried, delivered, connections] = [0, 0, 0];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(client);
        client.destroy();
        upstream.destroy();
      });
    }
    open.add(client);
    connections += 1;
    client.on('data', (piece) => {
      carried += piece.length;
      upstream.write(piece, (error) => {
        if (!error) delivered += piece.length;
      });
      client.pause();
      setTimeout(() => client.resume(), (1000 * piece.length) / bytesPerSecond);
    });
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    carried: () => carried,
    delivered: () => delivered,
    connections: () => connections,
    cut() {
      const { size } = open;
      for (const socket of open) socket.resetAndDestroy();
      return size;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
