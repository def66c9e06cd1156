import { constants } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createPlainServer, type IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import { checkIntegers, MAX_TIMER } from '@scelle/core/internal';
import { completeLimits, type ReceiverLimits } from '../protocol/limits.ts';
import { kindOf } from '../telling/log.ts';
import type { Metrics } from '../telling/metrics.ts';
import { TLS_VERSION, type TlsIdentity } from '../tls/remote.ts';
import type { Unready } from './gauges.ts';
import { buildHandler, type ReceiverHandlerOptions } from './receiver-handler.ts';

/** What a receiver with a server of its own is made of. */
export interface ReceiverOptions extends ReceiverHandlerOptions {
  /**
   * What it shows of itself. A function is asked again every `identityInterval`, so that a certificate that was replaced is
   * shown without a restart; where it fails, the one before stays, and the log has the kind of failure.
   */
  readonly identity: TlsIdentity | (() => Promise<TlsIdentity>);
  /** In milliseconds; default: half a minute. */
  readonly identityInterval?: number;
  readonly host?: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** A receiver that listens. */
export interface Receiver extends AsyncDisposable {
  readonly port: number;
  readonly metrics: Metrics;
  /** What keeps it from taking a batch now; nothing where it is ready. */
  findUnready(): Promise<readonly Unready[]>;
  /** Shows another certificate from now on. Connections that are open keep theirs. Throws what `node:tls` says of it. */
  setIdentity(identity: TlsIdentity): void;
  /** Takes nothing new, lets what is being delivered end, and cuts uploads, which keep their place. */
  stop(): Promise<void>;
}

const IDENTITY_INTERVAL = 30_000;

/**
 * Starts a receiver: HTTPS with TLS 1.3 and certificates of both ends that the cards name, and `createReceiverHandler`
 * behind it. Throws `option-invalid`, what the system says of the port, and what `identity` throws.
 * Source: docs/protocol.md.
 */
export async function createReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { host, port, identityInterval = IDENTITY_INTERVAL } = options;
  checkIntegers({ identityInterval }, { identityInterval: [1, MAX_TIMER] });
  const limits = completeLimits(options.limits);
  const load = typeof options.identity === 'function' ? options.identity : null;
  let shown = typeof options.identity === 'function' ? await options.identity() : options.identity;
  const server = createHttpsServer(shown, limits);
  const handler = await buildHandler(options);
  const { log } = handler;
  handler.showsCertificate(shown.certificate);
  handler.attach(server);

  function setIdentity(identity: TlsIdentity): void {
    if (identity.key === shown.key && identity.certificate === shown.certificate) return;
    server.setSecureContext(toContext(identity));
    handler.showsCertificate(identity.certificate);
    shown = identity;
    log({ event: 'certificate-changed' });
  }

  async function renew(): Promise<void> {
    try {
      if (load !== null) setIdentity(await load());
    } catch (error) {
      log({ event: 'certificate-kept', result: kindOf(error) });
    }
  }

  try {
    server.listen(port, host);
    // biome-ignore lint/plugin: a server listens or tells its error.
    await once(server, 'listening');
  } catch (error) {
    handler.release();
    throw error;
  }
  log({ event: 'started' });
  const renewal = load === null ? null : setInterval(() => void renew(), identityInterval).unref();

  async function stop(): Promise<void> {
    if (renewal !== null) clearInterval(renewal);
    // biome-ignore lint/plugin: all connections are closed below.
    const closed = once(server, 'close');
    server.close();
    await handler.drain();
    server.closeAllConnections();
    await closed;
    handler.release();
    log({ event: 'stopped' });
  }

  return {
    port: (server.address() as AddressInfo).port,
    metrics: handler.metrics,
    findUnready: handler.findUnready,
    setIdentity,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const MAX_HEADER_BYTES = 16_384;
const MAX_HEADERS = 64;

/** What a connection is made with. */
function toContext({ key, certificate }: TlsIdentity) {
  return {
    key,
    cert: certificate,
    minVersion: TLS_VERSION,
    // A session that is resumed would be one whose certificate was not shown again.
    secureOptions: constants.SSL_OP_NO_TICKET,
  };
}

/** An HTTPS server that asks for a certificate, which it leaves to others to judge, and waits for nobody for long. */
function createHttpsServer(identity: TlsIdentity, limits: ReceiverLimits): Server {
  const { headTimeout, idleTimeout, maxConnections, maxUnadmitted } = limits;
  const server = createServer({
    ...toContext(identity),
    requestCert: true,
    // Judged by the cards, and not by whom it was issued.
    rejectUnauthorized: false,
    handshakeTimeout: headTimeout,
    headersTimeout: headTimeout,
    connectionsCheckingInterval: headTimeout / 2,
    keepAliveTimeout: idleTimeout,
    // Otherwise a peer whose machine is gone would hold its connection for ever.
    keepAlive: true,
    keepAliveInitialDelay: idleTimeout,
    // A body may take as long as it likes, as long as it comes: see `watchBody`.
    requestTimeout: 0,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  server.maxHeadersCount = MAX_HEADERS;
  // Those of strangers give way one by one before this is reached.
  server.maxConnections = maxConnections + maxUnadmitted;
  return server;
}

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
  const server = createPlainServer(async (request, response) => {
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
