import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import type { Receiver } from './create-receiver.ts';

/** What tells how a receiver is, on a port of its own. */
export interface MetricsServer extends AsyncDisposable {
  readonly port: number;
  stop(): Promise<void>;
}

const COUNTS = 'text/plain; version=0.0.4; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';

/** An answer of that port. */
interface Told {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/**
 * Shows the counts of a receiver to Prometheus (`/metrics`), and to a load balancer whether it is alive (`/live`) and can
 * take a batch (`/ready`), in plain HTTP: on this host, not on the network.
 */
export async function createMetricsServer(
  receiver: Pick<Receiver, 'metrics' | 'findUnready'>,
  { host = '127.0.0.1', port }: { readonly host?: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    const { status, type, text } = await tell(receiver, request, host);
    response.writeHead(status, { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(text)) });
    response.end(request.method === 'HEAD' ? undefined : text);
  });
  server.listen(port, host);
  // biome-ignore lint/plugin: a server listens or tells its error.
  await once(server, 'listening');

  async function stop(): Promise<void> {
    // biome-ignore lint/plugin: all connections are closed below.
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  return { port: (server.address() as AddressInfo).port, stop, [Symbol.asyncDispose]: stop };
}

async function tell(
  { metrics, findUnready }: Pick<Receiver, 'metrics' | 'findUnready'>,
  { method = '', url, headers }: IncomingMessage,
  host: string,
): Promise<Told> {
  if (!isOwnName(headers.host, host)) return { status: 421, type: TEXT, text: '' };
  if (!['GET', 'HEAD'].includes(method)) return { status: 405, type: TEXT, text: '' };
  if (url === '/metrics') return { status: 200, type: COUNTS, text: await metrics.render() };
  if (url === '/live') return { status: 200, type: TEXT, text: 'live\n' };
  if (url !== '/ready') return { status: 404, type: TEXT, text: '' };
  const reasons = await findUnready();
  if (reasons.length === 0) return { status: 200, type: TEXT, text: 'ready\n' };
  return { status: 503, type: TEXT, text: `${reasons.join('\n')}\n` };
}

/** Threat: a page in a browser on this host whose name was made to lead here. Whoever calls by an address is no such page. */
function isOwnName(said: string | undefined, own: string): boolean {
  const name = (said ?? '').replace(/:\d{1,5}$/, '').replace(/^\[(.*)\]$/, '$1');
  return isIP(name) !== 0 || name === 'localhost' || name === own;
}
