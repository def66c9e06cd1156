import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Admission } from '../connections/admission.ts';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { isStreamed, LINGER, problemReply, type Reply, sendReply } from '../http/reply.ts';
import type { ReceiverLimits } from '../protocol/limits.ts';
import { kindOf, tellFailure } from '../telling/log.ts';
import { toAnswer } from './deliver-upload.ts';
import type { Call } from './routes.ts';
import type { Work } from './work.ts';

/** The requests that are being answered. */
interface RequestHandling {
  /** Answers one. It never fails. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Refuses what is new, cuts bodies that are still coming or going, and waits until all else is answered. */
  stop(): Promise<void>;
}

/** Answers requests, and keeps account of them. */
export function createRequestHandling(
  work: Work,
  admission: Admission,
  unanswered: Unanswered,
  perform: (call: Omit<Call, 'digest'>) => Promise<Reply>,
): RequestHandling {
  const running = new Map<IncomingMessage, { readonly response: ServerResponse; readonly handled: Promise<void> }>();
  let isStopping = false;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A connection that is cut is told by the body and by the answer.
    for (const stream of [request, response]) stream.on('error', () => undefined);
    const { socket } = request;
    // What had been read of a connection that is cut still comes.
    if (socket.destroyed) return;
    if (unanswered.isOneTooMany(socket, response)) {
      tellCut(socket);
      return void socket.destroy();
    }
    const handled = handle(request, response).catch((error: unknown) => {
      work.log({ event: 'failed', result: kindOf(error) });
      response.destroy();
    });
    running.set(request, { response, handled });
    await handled.finally(() => running.delete(request));
  }

  function tellCut(socket: Socket): void {
    const peer = admission.nameOf(socket as TLSSocket);
    work.log({ event: 'connection-cut', ...(peer !== null && { peer }) });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    // Threat: later it may be gone, and whoever asks for it would bring the receiver down.
    const { socket } = request;
    const reply = await answer(request).catch(problemReply);
    watchAnswer(socket, response, work.limits, () => tellCut(socket));
    if (isStopping && isStreamed(reply)) response.destroy();
    const isWhole = request.complete;
    await sendReply(response, isWhole ? reply : { ...reply, headers: { ...reply.headers, Connection: 'close' } });
    if (!isWhole) closeSoon(request);
    work.metrics.add('scelle_requests_total', 1, { status: String(reply.status) });
    work.metrics.observe('scelle_request_seconds', (performance.now() - started) / 1000);
  }

  async function answer(request: IncomingMessage): Promise<Reply> {
    const { socket } = request;
    const caller = await admission.identify(socket as TLSSocket);
    const { name: peer } = caller;
    const endWatch = watchBody(
      request,
      work.limits,
      () => admission.isAdmitted(socket as TLSSocket),
      () => work.log({ event: 'connection-cut', peer }),
    );
    try {
      if (isStopping) throw new InterconnectError('receiver-busy');
      return await perform({ request, caller });
    } catch (error) {
      const told = toAnswer(error);
      if (!isBrokenOff(told, socket)) tellFailure(work, peer, told);
      throw told;
    } finally {
      endWatch();
    }
  }

  return {
    handle: take,
    async stop() {
      isStopping = true;
      for (const [request, { response }] of running) {
        if (!request.complete) request.destroy();
        // A caller that takes its time would keep the receiver from its end; it asks for the rest later.
        if (response.headersSent && !response.writableEnded) response.destroy();
      }
      await Promise.all([...running.values()].map(({ handled }) => handled));
    },
  };
}

/**
 * Whether it is but that the caller is gone. Node destroys a request whose body was read to its end, and so it tells
 * nothing of the caller.
 */
function isBrokenOff(error: unknown, { destroyed }: Socket): boolean {
  return destroyed && ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(kindOf(error));
}

/** Nobody waits for the rest of a body that was refused; whoever sent it gets a moment to read why. */
function closeSoon(request: IncomingMessage): void {
  request.resume();
  // Threat: its socket may be gone by then, and whoever asks for it would bring the receiver down.
  setTimeout(() => request.destroy(), LINGER).unref();
}

/**
 * Cuts the connection of a caller that takes nothing of what lies ready for it: it would hold an answer, and the file that
 * it is read from, for ever. It watches until the answer is sent.
 */
function watchAnswer(
  socket: Socket,
  response: ServerResponse,
  { bodyInterval }: Pick<ReceiverLimits, 'bodyInterval'>,
  onCut: () => void,
): void {
  let before = takenBytes(socket);
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    const taken = takenBytes(socket);
    const isStuck = socket.writableLength > 0 && taken === before;
    before = taken;
    if (!isStuck) return;
    onCut();
    socket.destroy();
  }, bodyInterval);
  timer.unref();
  response.once('close', () => clearInterval(timer));
}

/** What the system has taken over for the caller. */
function takenBytes({ bytesWritten, writableLength }: Socket): number {
  return bytesWritten - writableLength;
}

/**
 * Cuts the connection of a request whose body comes too slowly: whoever sends a byte now and then would hold it for ever.
 * Cuts it, too, where what comes is not wanted any more. Gives what ends the watch.
 */
function watchBody(
  request: IncomingMessage,
  { bodyInterval, bodyBytes }: Pick<ReceiverLimits, 'bodyInterval' | 'bodyBytes'>,
  isWanted: () => Promise<boolean>,
  onCut: () => void,
): () => void {
  const { socket } = request;
  let before = socket.bytesRead;
  const timer = setInterval(() => {
    if (request.complete) return clearInterval(timer);
    const isSlow = socket.bytesRead - before < bodyBytes;
    before = socket.bytesRead;
    if (isSlow) return cut();
    // Of whom nobody can say whether it may still call, that one is cut off.
    void isWanted().then((still) => still || request.complete || cut(), cut);
  }, bodyInterval);

  function cut(): void {
    onCut();
    socket.destroy();
  }

  timer.unref();
  return () => clearInterval(timer);
}

/** How many requests of one connection may wait for their answers: a client of ours sends the next after the answer. */
const MAX_UNANSWERED = 8;

/** The answers for which each connection waits. */
interface Unanswered {
  /** Takes the next one into account, and tells whether it is one too many. */
  isOneTooMany(socket: Socket, response: ServerResponse): boolean;
  /** Whether a part of an answer was sent: nothing else can stand behind it. */
  isInAnswer(socket: Socket): boolean;
}

/**
 * Keeps account of the requests of each connection that wait for their answers. Threat: whoever sends requests without
 * end, and waits for no answer, would have all of them kept in memory.
 */
export function countUnanswered(): Unanswered {
  const waiting = new WeakMap<Socket, Set<ServerResponse>>();
  return {
    isOneTooMany(socket, response) {
      const responses = waiting.get(socket) ?? new Set();
      waiting.set(socket, responses.add(response));
      response.once('close', () => responses.delete(response));
      return responses.size > MAX_UNANSWERED;
    },
    isInAnswer: (socket) => [...(waiting.get(socket) ?? [])].some(({ headersSent }) => headersSent),
  };
}
