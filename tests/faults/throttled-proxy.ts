import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { TlsRecords } from './tls-records.ts';

/** A slow network between a sender and a receiver, which can be cut. It hands on whole records of TLS. */
export interface ThrottledProxy extends AsyncDisposable {
  readonly port: number;
  /** Bytes that were taken from senders. */
  readonly carried: () => number;
  /** Bytes that reached the machine of the receiver, by connection: those that were swallowed on their way are none of them. */
  readonly delivered: () => readonly number[];
  /** Breaks every connection; gives how many there were. */
  cut(): number;
}

/** Lets so many bytes a second through to a port of this machine. */
export async function startThrottledProxy(target: number, bytesPerSecond: number): Promise<ThrottledProxy> {
  let carried = 0;
  const delivered: number[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const connection = delivered.push(0) - 1;
    const records = new TlsRecords();
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
    client.on('data', async (piece) => {
      carried += piece.length;
      client.pause();
      for (const record of records.take(piece)) {
        if (bytesPerSecond < Number.POSITIVE_INFINITY) await delay((1000 * record.length) / bytesPerSecond);
        upstream.write(record, (error) => {
          if (!error) delivered[connection]! += record.length;
        });
      }
      client.resume();
    });
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    carried: () => carried,
    delivered: () => delivered,
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
