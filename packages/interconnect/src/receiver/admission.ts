import type { X509Certificate } from 'node:crypto';
import type { Server } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { toInstant } from '@scelle/core';
import type { Caller, Reception } from '@scelle/verify';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { ReceiverLimits } from './limits.ts';
import { problemReply } from './reply.ts';

/** Who may connect. */
export interface Admission {
  /** Who is at the other end now; a card or a revocation may have come since. Throws `certificate-unknown`, `certificate-expired`. */
  identify(socket: TLSSocket): Caller;
  /** Who has opened a connection; null where it is closed. */
  nameOf(socket: TLSSocket): string | null;
  /** How many connections are open. */
  readonly connections: number;
}

/** What admission is decided by. */
export interface AdmissionOptions {
  readonly reception: Reception;
  readonly limits: ReceiverLimits;
  readonly now: () => Date;
  /** Told of each connection. */
  readonly onDecision: (decision: 'known' | 'stranger' | 'too-many') => void;
}

/** How long a stranger has to read the answer, in milliseconds. */
const LINGER = 1_000;

/**
 * Lets only those reach the HTTP server whose certificate a confirmed card names. A stranger gets one fixed answer, and
 * nothing of what it sends is looked at. Source: docs/protocol.md § Connection.
 */
export function guardServer(server: Server, { reception, limits, now, onDecision }: AdmissionOptions): Admission {
  const certificates = new WeakMap<TLSSocket, X509Certificate>();
  const open = new Map<TLSSocket, string>();
  const listeners = server.listeners('secureConnection') as ((socket: TLSSocket) => void)[];
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', admit);

  function admit(socket: TLSSocket): void {
    try {
      const { name } = identify(socket);
      const ofPeer = [...open.values()].filter((each) => each === name).length;
      if (ofPeer >= limits.maxConnectionsPerPeer) throw new InterconnectError('receiver-busy');
      open.set(socket, name);
      socket.once('close', () => open.delete(socket));
      onDecision('known');
      for (const listener of listeners) listener.call(server, socket);
    } catch (error) {
      onDecision(error instanceof InterconnectError && error.code === 'receiver-busy' ? 'too-many' : 'stranger');
      refuse(socket, error);
    }
  }

  function identify(socket: TLSSocket): Caller {
    const certificate = certificates.get(socket) ?? socket.getPeerX509Certificate();
    if (certificate === undefined) throw new InterconnectError('certificate-unknown');
    certificates.set(socket, certificate);
    const caller = reception.findCaller(new Uint8Array(certificate.raw));
    if (caller === null) throw new InterconnectError('certificate-unknown');
    const { validFromDate, validToDate } = certificate;
    if (now() < validFromDate || now() > validToDate) {
      throw new InterconnectError('certificate-expired', { found: toInstant(validToDate) });
    }
    return caller;
  }

  return {
    identify,
    nameOf: (socket) => open.get(socket) ?? null,
    get connections() {
      return open.size;
    },
  };
}

function refuse(socket: TLSSocket, error: unknown): void {
  const { status, headers, body } = problemReply(error);
  const head = [
    `HTTP/1.1 ${status} Refused`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
    'Connection: close',
    '',
    '',
  ];
  socket.on('error', () => undefined);
  // What is read is thrown away: a connection that is closed with bytes unread takes the answer with it.
  socket.resume();
  socket.end(Buffer.concat([Buffer.from(head.join('\r\n')), body]));
  setTimeout(() => socket.destroy(), LINGER).unref();
}
