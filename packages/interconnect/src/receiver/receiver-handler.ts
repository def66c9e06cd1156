import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import { type Admission, createAdmission } from '../connections/admission.ts';
import { guardConnections, guardRequests } from '../connections/guard-connections.ts';
import type { Reception } from '../ports/reception.ts';
import { completeLimits, type ReceiverLimits } from '../protocol/limits.ts';
import { createEventLog, type ReceiverEvents } from '../telling/events.ts';
import { createBoundedLog, type Log } from '../telling/log.ts';
import { createMetrics, type Metrics } from '../telling/metrics.ts';
import { openUploadRegister, type UploadStore } from '../uploads/upload-store.ts';
import { createKeyedMutex, createSemaphore, createWriters } from '../uploads/writers.ts';
import { keepUploads } from './deliver-upload.ts';
import { createGauges, findUnready, type Unready } from './gauges.ts';
import { countUnanswered, createRequestHandling } from './handle-requests.ts';
import { createRoutes } from './routes.ts';
import { createUploadEndpoint } from './upload-endpoint.ts';
import { mayHandOver, type Work } from './work.ts';

/** How many batches are verified at the same time: more would take memory, and no processor would be free for them. */
const DELIVERIES = 4;

/** How many callers may be busy with one upload: a sender has one, and another where it calls again after a silence. */
const CALLERS = 8;

/** What a receiver is made of, wherever it listens. */
export interface ReceiverHandlerOptions {
  /** Whom it serves, and where batches go. */
  readonly reception: Reception;
  /** Where uploads are until they are delivered. No other receiver may use it. */
  readonly store: UploadStore;
  readonly limits?: Partial<ReceiverLimits>;
  readonly now?: () => Date;
  readonly log?: Log;
  /** What is told to the program that it is a part of. None of them is waited for, and none may throw. */
  readonly on?: ReceiverEvents;
}

/** A receiver without a server. */
export interface ReceiverHandler extends AsyncDisposable {
  readonly metrics: Metrics;
  /**
   * Takes over an HTTPS server that asks for certificates (`requestCert`), and leaves it to others to judge them
   * (`rejectUnauthorized: false`): strangers get one fixed answer, connections are bounded, and all requests are answered
   * here. To be called once, before it listens.
   */
  attach(server: Server): void;
  /**
   * Answers one request of such a server that also serves something else; the connections are then the server's to bound.
   * A caller whose certificate no card names is refused. It never fails.
   */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Which certificate (PEM) the server shows from now on, so that its end is told; before, none is known. */
  showsCertificate(certificate: string): void;
  /** What keeps it from taking a batch now; nothing where it is ready. */
  findUnready(): Promise<readonly Unready[]>;
  /** Takes nothing new, lets what is being delivered end, and cuts uploads, which keep their place. The server goes on. */
  stop(): Promise<void>;
}

/**
 * A receiver for an HTTPS server of one's own: announcements judged before bytes are taken, uploads that go on where they
 * were, receipts. What had arrived whole before it ended the last time is delivered first. Throws `option-invalid`.
 * Source: docs/protocol.md.
 */
export async function createReceiverHandler(options: ReceiverHandlerOptions): Promise<ReceiverHandler> {
  const { log, drain, release, ...handler } = await buildHandler(options);
  log({ event: 'started' });
  async function stop(): Promise<void> {
    await drain();
    release();
    log({ event: 'stopped' });
  }
  return { ...handler, stop, [Symbol.asyncDispose]: stop };
}

/** The same with a stop in two steps, between which a server can be closed. */
interface BuiltHandler extends Omit<ReceiverHandler, 'stop' | typeof Symbol.asyncDispose> {
  readonly log: Log;
  /** Refuses what is new and waits for what is not. */
  drain(): Promise<void>;
  /** Ends what it does by itself, and tells what was not told yet. */
  release(): void;
}

/** Makes a handler whose owner stops it. */
export async function buildHandler(options: ReceiverHandlerOptions): Promise<BuiltHandler> {
  const { reception, store, now = () => new Date() } = options;
  const log = createEventLog(options.log, options.on);
  const limits = completeLimits(options.limits);
  const register = await openUploadRegister(store, {
    limits,
    mayHandOver: (peer) => mayHandOver(reception, peer),
    now,
  });
  let unadmitted: { readonly count: number } = { count: 0 };
  const { gauges, end: endGauges } = createGauges(() => work, {
    known: () => admission.connections,
    unadmitted: () => unadmitted.count,
  });
  const metrics = createMetrics(gauges);
  const bounded = createBoundedLog(log);
  const admission: Admission = createAdmission({
    reception,
    limits,
    now,
    onDecision(decision, peer) {
      metrics.add('scelle_connections_total', 1, { certificate: decision });
      if (decision === 'known') return;
      bounded.tell({ event: 'stranger-refused', result: decision, ...(peer !== null && { peer }) });
    },
  });
  const unanswered = countUnanswered();
  const state: { isStopping: boolean; certificate: Work['certificate'] } = { isStopping: false, certificate: null };
  const work: Work = {
    reception,
    register,
    writers: createWriters(),
    limits,
    metrics,
    log,
    now,
    get certificate() {
      return state.certificate;
    },
    lastPull: { at: now() },
    isStopping: () => state.isStopping,
    exclusively: createKeyedMutex(CALLERS),
    withPermit: createSemaphore(DELIVERIES),
  };
  const handling = createRequestHandling(work, admission, unanswered, createRoutes(work, createUploadEndpoint(work)));
  const endUpkeep = await keepUploads(work);

  return {
    metrics,
    log,
    attach(server) {
      const telling = { limits, metrics, bounded };
      const counted = guardConnections(server, telling);
      unadmitted = counted;
      admission.guard(server, counted);
      guardRequests(server, telling, { ...unanswered, nameOf: admission.nameOf });
      server.on('request', (request, response) => void handling.handle(request, response));
    },
    handle: handling.handle,
    showsCertificate(certificate) {
      const { validFromDate: from, validToDate: to } = new X509Certificate(certificate);
      state.certificate = { from, to };
    },
    findUnready: () => findUnready(work),
    async drain() {
      state.isStopping = true;
      endUpkeep();
      await handling.stop();
    },
    release() {
      endUpkeep();
      bounded.end();
      endGauges();
    },
  };
}
