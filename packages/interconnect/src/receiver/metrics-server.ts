import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.ts';

/** What gives the counts away, on a port of its own. */
export interface MetricsServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Shows the counts of a receiver to Prometheus, in plain HTTP: on this host, not on the network. */
export async function createMetricsServer(
  metrics: Metrics,
  { host = '127.0.0.1', port }: { readonly host?: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const isKnown = request.method === 'GET' && request.url === '/metrics';
    response.writeHead(isKnown ? 200 : 404, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(isKnown ? metrics.render() : '');
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
