import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Reception } from '@scelle/verify';
import type { TlsIdentity } from '../tls/identity.ts';
import { guardServer } from './admission.ts';
import { createGauges } from './gauges.ts';
import { guardConnections, guardRequests } from './guard-connections.ts';
import { handleRequests } from './handle-requests.ts';
import { createHttpsServer } from './https-server.ts';
import { defaultLimits, type ReceiverLimits } from './limits.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { mayHandOver } from './open-channel.ts';
import { findUnready, type Unready } from './readiness.ts';
import { createRoutes } from './routes.ts';
import { createSlots } from './slots.ts';
import { createBoundedLog } from './telling.ts';
import { createTurns } from './turns.ts';
import { countUnanswered } from './unanswered.ts';
import { keepUploads } from './upkeep.ts';
import { createUploadEndpoint } from './upload-endpoint.ts';
import { openUploadRegister } from './upload-register.ts';
import type { UploadStore } from './upload-store.ts';
import type { Work } from './work.ts';
import { createWriters } from './writers.ts';

/** How many batches are verified at the same time: more would take memory, and no processor would be free for them. */
const DELIVERIES = 4;

/** How many callers may be busy with one upload: a sender has one, and another where it calls again after a silence. */
const CALLERS = 8;

/** What a receiver is made of. */
export interface ReceiverOptions {
  /** Whom it serves, and where batches go. */
  readonly reception: Reception;
  readonly identity: TlsIdentity;
  /** Where uploads are until they are delivered. No other receiver may use it. */
  readonly store: UploadStore;
  readonly host?: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly limits?: Partial<ReceiverLimits>;
  readonly now?: () => Date;
  readonly log?: Log;
}

/** A receiver that listens. */
export interface Receiver {
  readonly port: number;
  readonly metrics: Metrics;
  /** What keeps it from taking a batch now; nothing where it is ready. */
  findUnready(): Promise<readonly Unready[]>;
  /** Takes nothing new, lets what is being delivered end, and cuts uploads, which keep their place. */
  stop(): Promise<void>;
}

/**
 * Starts a receiver: HTTPS with TLS 1.3 and certificates of both ends that the cards name; announcements judged before
 * bytes are taken; uploads that go on where they were. Throws what the system says of the port. Source: docs/protocol.md.
 */
export async function createReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { reception, identity, store, host, port, now = () => new Date(), log = () => undefined } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const register = await openUploadRegister(store, {
    limits,
    mayHandOver: (peer) => mayHandOver(reception, peer),
    now,
  });
  const server = createHttpsServer(identity, limits);
  const { gauges, end: endGauges } = createGauges(() => work, {
    known: () => admission.connections,
    unadmitted: () => unadmitted.count,
  });
  const metrics = createMetrics(gauges);
  const bounded = createBoundedLog(log);
  const telling = { limits, metrics, bounded };
  const unadmitted = guardConnections(server, telling);
  const admission = guardServer(server, {
    reception,
    limits,
    now,
    unadmitted,
    onDecision(decision, peer) {
      metrics.add('scelle_connections_total', 1, { certificate: decision });
      if (decision === 'known') return;
      bounded.tell({ event: 'stranger-refused', result: decision, ...(peer !== null && { peer }) });
    },
  });
  const unanswered = countUnanswered();
  guardRequests(server, telling, { ...unanswered, nameOf: admission.nameOf });
  let isStopping = false;
  const work: Work = {
    reception,
    register,
    writers: createWriters(),
    limits,
    metrics,
    log,
    now,
    certificate: readPeriod(identity),
    lastPull: { at: now() },
    isStopping: () => isStopping,
    inTurn: createTurns(CALLERS),
    inSlot: createSlots(DELIVERIES),
  };
  const handling = handleRequests(server, work, admission, unanswered, createRoutes(work, createUploadEndpoint(work)));
  const endUpkeep = await keepUploads(work);
  server.listen(port, host);
  await once(server, 'listening');
  log({ event: 'started' });

  return {
    port: (server.address() as AddressInfo).port,
    metrics,
    findUnready: () => findUnready(work),
    async stop() {
      isStopping = true;
      endUpkeep();
      const closed = once(server, 'close');
      server.close();
      await handling.stop();
      server.closeAllConnections();
      await closed;
      bounded.end();
      endGauges();
      log({ event: 'stopped' });
    },
  };
}

function readPeriod({ certificate }: TlsIdentity): Work['certificate'] {
  const { validFromDate: from, validToDate: to } = new X509Certificate(certificate);
  return { from, to };
}
