import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ReceiverLimits } from './limits.ts';
import type { dropReasons, handshakeFailures, Metrics } from './metrics.ts';
import { PreciseRefusal, problemReply, sendRaw } from './reply.ts';
import type { BoundedLog } from './telling.ts';
import { limitUnadmitted, type Unadmitted } from './unadmitted.ts';

/** What the guards of connections tell of. */
interface Telling {
  readonly limits: ReceiverLimits;
  readonly metrics: Metrics;
  readonly bounded: BoundedLog;
}

/** Why a TLS handshake was not done, by what the library says of it. */
const failureNames: Readonly<Record<string, (typeof handshakeFailures)[number]>> = {
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'old-tls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
  ERR_SSL_HTTP_REQUEST: 'no-tls',
  ERR_TLS_HANDSHAKE_TIMEOUT: 'timeout',
  ECONNRESET: 'closed',
};

/** Bounds the connections that nobody knows yet, and tells of those that came to nothing: how many, and why. */
export function guardConnections(server: Server, { limits, metrics, bounded }: Telling): Unadmitted {
  const tellDropped = (reason: (typeof dropReasons)[number]) => {
    metrics.add('scelle_connections_dropped_total', 1, { reason });
    bounded.tell({ event: 'connections-dropped', result: reason });
  };
  const unadmitted = limitUnadmitted(limits, tellDropped);
  server.on('connection', (socket: Socket) => unadmitted.add(socket));
  server.on('drop', () => tellDropped('receiver-full'));
  server.on('tlsClientError', (error: NodeJS.ErrnoException) => {
    const reason = failureNames[error.code ?? ''] ?? 'other';
    metrics.add('scelle_handshakes_failed_total', 1, { reason });
    // Whoever goes away again, a balancer that looks whether the port answers among them, is counted and not told of.
    if (reason !== 'closed') bounded.tell({ event: 'handshake-failed', result: reason });
  });
  return unadmitted;
}

/** The status of what the parser of HTTP does not take, by what it says of it. */
const parserStatuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What is no request at all is told of, too, and answered with a problem like any other, where an answer can stand. */
export function guardRequests(
  server: Server,
  { metrics, bounded }: Telling,
  { nameOf, isInAnswer }: { nameOf(socket: TLSSocket): string | null; isInAnswer(socket: Socket): boolean },
): void {
  function tell(status: number, socket: Socket): void {
    const peer = nameOf(socket as TLSSocket);
    metrics.add('scelle_requests_total', 1, { status: String(status) });
    bounded.tell({ event: 'request-malformed', result: String(status), ...(peer !== null && { peer }) });
  }

  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status = parserStatuses[error.code ?? ''] ?? 400;
    tell(status, socket);
    if (isInAnswer(socket)) socket.destroy();
    else sendRaw(socket, problemReply(new PreciseRefusal(status, 'HTTP')));
  });

  server.on('checkExpectation', ({ socket }: IncomingMessage, response: ServerResponse) => {
    tell(417, socket);
    const { status, headers, body } = problemReply(new PreciseRefusal(417, 'Expect'));
    response.writeHead(status, { ...headers, 'Content-Length': String(body.length), Connection: 'close' });
    response.end(body);
  });
}
