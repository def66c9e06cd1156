import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { PreciseRefusal, problemReply, sendRaw } from '../http/reply.ts';
import type { ReceiverLimits } from '../protocol/limits.ts';
import type { BoundedLog } from '../telling/log.ts';
import type { dropReasons, handshakeFailures, Metrics } from '../telling/metrics.ts';

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

/** Why a connection was cut before anybody knew whose it is: too many from its address, or too many in all. */
type CrowdingReason = 'address-crowded' | 'receiver-crowded';

/** The connections that have shown no certificate yet which a card names. */
export interface Unadmitted {
  add(socket: Socket): void;
  /** The connection is that of a peer, and counted as such from now on. */
  admit(socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): void;
  readonly count: number;
}

/**
 * Keeps connections of strangers few, from one address and in all. Threat: whoever opens connections and says nothing
 * would take the places of those who have something to hand over. Where there is no place, the oldest gives way: a
 * handshake is done in a moment, so that a peer gets through however many others wait. Nobody is refused for his address,
 * behind which a proxy may stand with everybody.
 */
function limitUnadmitted(
  { maxUnadmitted, maxUnadmittedPerAddress }: Pick<ReceiverLimits, 'maxUnadmitted' | 'maxUnadmittedPerAddress'>,
  onCut: (reason: CrowdingReason) => void,
): Unadmitted {
  // In the order of their coming.
  const all = new Map<string, Socket>();
  const byAddress = new Map<string, Set<string>>();

  function remove(key: string, address: string): void {
    all.delete(key);
    const keys = byAddress.get(address);
    keys?.delete(key);
    if (keys?.size === 0) byAddress.delete(address);
  }

  function cut(key: string, reason: CrowdingReason): void {
    const socket = all.get(key)!;
    remove(key, addressOf(key));
    // Reset, so that the system keeps nothing of it either.
    socket.resetAndDestroy();
    onCut(reason);
  }

  function add(socket: Socket): void {
    const { remoteAddress: address, remotePort } = socket;
    if (address === undefined) return;
    const key = `${address} ${remotePort}`;
    socket.once('close', () => {
      if (all.get(key) === socket) remove(key, address);
    });
    const keys = byAddress.get(address) ?? new Set();
    byAddress.set(address, keys.add(key));
    all.set(key, socket);
    if (keys.size > maxUnadmittedPerAddress) cut(first(keys.values()), 'address-crowded');
    else if (all.size > maxUnadmitted) cut(first(all.keys()), 'receiver-crowded');
  }

  return {
    add,
    admit: ({ remoteAddress = '', remotePort }) => remove(`${remoteAddress} ${remotePort}`, remoteAddress),
    get count() {
      return all.size;
    },
  };
}

function first(keys: IterableIterator<string>): string {
  return keys.next().value!;
}

function addressOf(key: string): string {
  return key.slice(0, key.indexOf(' '));
}
