import type { X509Certificate } from 'node:crypto';
import type { Server } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { toInstant } from '@scelle/core';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { problemReply, sendRaw } from '../http/reply.ts';
import type { Caller, Reception } from '../ports/reception.ts';
import type { ReceiverLimits } from '../protocol/limits.ts';
import type { admissionDecisions } from '../telling/metrics.ts';
import type { Unadmitted } from './guard-connections.ts';

/** Who may connect. */
export interface Admission {
  /** Who is at the other end now; a card or a revocation may have come since. Throws `certificate-unknown`, `certificate-expired`. */
  identify(socket: TLSSocket): Promise<Caller>;
  /** Whether whoever is at the other end may still call. */
  isAdmitted(socket: TLSSocket): Promise<boolean>;
  /** Who has opened a connection; null where it is closed. */
  nameOf(socket: TLSSocket): string | null;
  /** How many connections are open. */
  readonly connections: number;
  /**
   * Lets only those reach the HTTP server whose certificate a confirmed card names. A stranger gets one fixed answer, and
   * nothing of what it sends is looked at.
   */
  guard(server: Server, unadmitted: Unadmitted): void;
}

/** What admission is decided by. */
export interface AdmissionOptions {
  readonly reception: Reception;
  readonly limits: ReceiverLimits;
  readonly now: () => Date;
  /** Told of each connection, and whose it is where its certificate tells. */
  readonly onDecision: (decision: AdmissionDecision, peer: string | null) => void;
}

/** What became of a connection on which the TLS handshake was done. */
export type AdmissionDecision = (typeof admissionDecisions)[number];

/** Judges who is at the other end of connections, by the cards as they are at that moment. Source: docs/protocol.md § Connection. */
export function createAdmission({ reception, limits, now, onDecision }: AdmissionOptions): Admission {
  const certificates = new WeakMap<TLSSocket, X509Certificate>();
  const open = new Map<TLSSocket, string>();

  function guard(server: Server, unadmitted: Unadmitted): void {
    const listeners = server.listeners('secureConnection') as ((socket: TLSSocket) => void)[];
    server.removeAllListeners('secureConnection');
    server.on('secureConnection', (socket) => {
      void admit(socket, unadmitted, () => {
        for (const listener of listeners) listener.call(server, socket);
      });
    });
  }

  async function admit(socket: TLSSocket, unadmitted: Unadmitted, letIn: () => void): Promise<void> {
    // Nobody else listens until it is known who calls: a connection that breaks meanwhile must not end the process.
    socket.on('error', ignore);
    try {
      const { name } = await identify(socket);
      if (socket.destroyed) return;
      const ofPeer = [...open.values()].filter((each) => each === name).length;
      const isFull = ofPeer >= limits.maxConnectionsPerPeer || open.size >= limits.maxConnections;
      if (isFull) throw new InterconnectError('receiver-busy', { name });
      unadmitted.admit(socket);
      open.set(socket, name);
      socket.once('close', () => open.delete(socket));
      onDecision('known', name);
      letIn();
    } catch (error) {
      const { decision, peer } = toDecision(error);
      onDecision(decision, peer);
      sendRaw(socket, problemReply(error));
    }
  }

  async function identify(socket: TLSSocket): Promise<Caller> {
    const certificate = certificates.get(socket) ?? socket.getPeerX509Certificate();
    if (certificate === undefined) throw new InterconnectError('certificate-unknown');
    certificates.set(socket, certificate);
    const caller = await reception.findCaller(new Uint8Array(certificate.raw));
    if (caller === null) throw new InterconnectError('certificate-unknown');
    const { validFromDate, validToDate } = certificate;
    if (now() < validFromDate || now() > validToDate) {
      throw new InterconnectError('certificate-expired', { name: caller.name, found: toInstant(validToDate) });
    }
    return caller;
  }

  return {
    guard,
    identify,
    async isAdmitted(socket) {
      try {
        await identify(socket);
        return true;
      } catch (error) {
        if (error instanceof InterconnectError) return false;
        throw error;
      }
    },
    nameOf: (socket) => open.get(socket) ?? null,
    get connections() {
      return open.size;
    },
  };
}

function ignore(): void {}

/** Why a connection was refused, and to whom: a certificate that has ended tells of its owner still. */
function toDecision(error: unknown): { readonly decision: AdmissionDecision; readonly peer: string | null } {
  if (!(error instanceof InterconnectError)) return { decision: 'stranger', peer: null };
  const { code, details } = error;
  const peer = details.name ?? null;
  if (code === 'certificate-expired') return { decision: 'expired', peer };
  return { decision: code === 'receiver-busy' ? 'too-many' : 'stranger', peer };
}
