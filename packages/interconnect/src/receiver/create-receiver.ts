import { constants, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { guardServer } from '../connections/admission.ts';
import { guardConnections, guardRequests } from '../connections/guard-connections.ts';
import type { Reception } from '../ports/reception.ts';
import { defaultLimits, type ReceiverLimits } from '../protocol/limits.ts';
import { createBoundedLog, type Log } from '../telling/log.ts';
import { createMetrics, type Metrics } from '../telling/metrics.ts';
import { TLS_VERSION, type TlsIdentity } from '../tls/remote.ts';
import { createSlots, createTurns } from '../uploads/concurrency.ts';
import { openUploadRegister, type UploadStore } from '../uploads/upload-store.ts';
import { createWriters } from '../uploads/writers.ts';
import { keepUploads } from './deliver-upload.ts';
import { createGauges, findUnready, type Unready } from './gauges.ts';
import { countUnanswered, handleRequests } from './handle-requests.ts';
import { createRoutes } from './routes.ts';
import { createUploadEndpoint } from './upload-endpoint.ts';
import { mayHandOver, type Work } from './work.ts';

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
  // biome-ignore lint/plugin: a server listens or tells its error.
  await once(server, 'listening');
  log({ event: 'started' });

  return {
    port: (server.address() as AddressInfo).port,
    metrics,
    findUnready: () => findUnready(work),
    async stop() {
      isStopping = true;
      endUpkeep();
      // biome-ignore lint/plugin: all connections are closed below.
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

const MAX_HEADER_BYTES = 16_384;
const MAX_HEADERS = 64;

/** An HTTPS server that asks for a certificate, which it leaves to others to judge, and waits for nobody for long. */
function createHttpsServer({ key, certificate }: TlsIdentity, limits: ReceiverLimits): Server {
  const { headTimeout, idleTimeout, maxConnections, maxUnadmitted } = limits;
  const server = createServer({
    key,
    cert: certificate,
    minVersion: TLS_VERSION,
    requestCert: true,
    // Judged by the cards, and not by whom it was issued.
    rejectUnauthorized: false,
    // A session that is resumed would be one whose certificate was not shown again.
    secureOptions: constants.SSL_OP_NO_TICKET,
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
