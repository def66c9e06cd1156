import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request as startRequest } from 'node:https';
import { ScelleError } from '@scelle/core';
import { checkIntegers } from '@scelle/core/internal';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { type Remote, type TlsIdentity, toConnectionOptions } from '../tls/remote.ts';
import { checkUsage, defaultPace, type Pace, PaceWatch, paceBounds, type Usage } from './pace.ts';

/** A request to a receiver. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
}

/** The beginning of an answer. */
export interface IncomingAnswer {
  readonly status: number;
  /** Length of the body as the head says; null where it does not. */
  readonly length: number | null;
  /** To be read once. Throws `receiver-unreachable`, `receiver-too-slow`, `transfer-stopped`. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Gives up what was not read. */
  discard(): void;
}

/** A way to one receiver. Made for `using`. */
export interface Connection extends Disposable {
  readonly remote: Remote;
  /**
   * Sends a request and gives the beginning of the answer. Throws `receiver-unreachable`, `receiver-too-slow`,
   * `receiver-certificate`, `transfer-stopped`.
   */
  open(request: OutgoingRequest): Promise<IncomingAnswer>;
}

/** How a way to a receiver is kept. */
export interface ConnectionOptions extends Partial<Pace> {
  /** Stops what is under way. */
  readonly signal?: AbortSignal;
  /** How many connections at once. */
  readonly parallel?: number;
}

/** More connections at once to one receiver are a mistake: it takes 64 of a peer, unless it was told otherwise. */
const MAX_PARALLEL = 1_024;

/** The way to a receiver, whose certificate is judged before a byte of a request leaves, and which must keep pace. Throws `option-invalid`. */
export function openConnection(remote: Remote, identity: TlsIdentity, options: ConnectionOptions = {}): Connection {
  const { signal, parallel = 1, ...bounds } = options;
  const pace = { ...defaultPace, ...bounds };
  checkIntegers({ ...pace, parallel }, { ...paceBounds, parallel: [1, MAX_PARALLEL] });
  const usage: Usage = { milliseconds: 0, bytes: 0 };
  const agent = new Agent({ ...toConnectionOptions(remote, identity), keepAlive: true, maxSockets: parallel });

  async function open({ method, path, headers = {}, body }: OutgoingRequest): Promise<IncomingAnswer> {
    checkUsage(remote.name, usage, { ...pace, total: pace.total * parallel });
    const url = new URL(path, remote.address);
    const request = startRequest(url, { agent, method, headers, timeout: pace.silence, ...(signal && { signal }) });
    const watch = new PaceWatch(remote.name, request, { ...pace, total: pace.total * parallel }, usage);
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.once('error', reject);
      // Who changes to another protocol gives no answer, and Node no error.
      request.once('upgrade', ({ statusCode }, socket) => {
        socket.destroy();
        reject(new InterconnectError('receiver-answer-invalid', { name: remote.name, found: statusCode ?? 101 }));
      });
      request.once('timeout', () => request.destroy(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' })));
    });
    try {
      // A refusal may come before the whole body is sent, and says more than the broken pipe that follows it.
      const [response] = await Promise.all([answered, Promise.race([answered, send(request, body)])]);
      return toAnswer(response, watch);
    } catch (error) {
      watch.end();
      throw toError(error, watch);
    }
  }

  function toAnswer(response: IncomingMessage, watch: PaceWatch): IncomingAnswer {
    response.on('error', () => undefined);
    response.once('close', () => watch.end());
    watch.answered(response);
    const length = response.headers['content-length'];
    return {
      status: response.statusCode ?? 0,
      length: length === undefined ? null : Number(length),
      body: readBody(response, watch),
      discard: () => void response.destroy(),
    };
  }

  async function* readBody(response: IncomingMessage, watch: PaceWatch): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of response as AsyncIterable<Uint8Array>) {
        watch.receive(piece.length);
        watch.isHungry = false;
        yield piece;
        watch.isHungry = true;
      }
    } catch (error) {
      throw toError(error, watch);
    }
  }

  function toError(error: unknown, { reason }: PaceWatch): unknown {
    if (signal?.aborted) return new InterconnectError('transfer-stopped');
    return reason ?? toConnectionError(error, remote.name);
  }

  return { remote, open, [Symbol.dispose]: () => agent.destroy() };
}

async function send(request: ClientRequest, body: OutgoingRequest['body']): Promise<void> {
  if (body === undefined || body instanceof Uint8Array) return void request.end(body);
  for await (const piece of body) {
    if (request.destroyed) return;
    if (!request.write(piece)) await drained(request);
  }
  request.end();
}

/** Either way it can go on; what failed is told by the request itself. */
function drained(request: ClientRequest): Promise<void> {
  // biome-ignore lint/plugin: whatever becomes of a request, `close` comes.
  return new Promise((resolve) => {
    const goOn = (): void => {
      for (const event of ['drain', 'close'] as const) request.off(event, goOn);
      resolve();
    };
    for (const event of ['drain', 'close'] as const) request.on(event, goOn);
  });
}

/** What Node and we say of a certificate that is not the expected one; what OpenSSL says of a line that broke is not. */
const CERTIFICATE =
  /^(?!ERR_SSL_)(?:.*CERT.*|UNABLE_TO_.*|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/;

/** What the system, TLS and HTTP say of a connection; no host name and no address is repeated. */
const CONNECTION = /^(?:E|ERR_SSL_|HPE_)[A-Z0-9_]{2,60}$/;

/** The error to throw where a connection failed: `receiver-certificate`, `receiver-unreachable`; our own errors are kept. */
function toConnectionError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || ScelleError.is(error)) return error;
  const found = 'code' in error ? String(error.code) : '';
  if (CERTIFICATE.test(found)) return new InterconnectError('receiver-certificate', { name, found }, { cause: error });
  const isOfConnection = CONNECTION.test(found) || error.message === 'aborted';
  if (!isOfConnection) return error;
  return new InterconnectError('receiver-unreachable', { name, found: found || 'ECONNRESET' }, { cause: error });
}
