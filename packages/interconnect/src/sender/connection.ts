import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request as startRequest } from 'node:https';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { TlsIdentity } from '../tls/identity.ts';
import { type Remote, toConnectionOptions } from '../tls/remote.ts';
import { toConnectionError } from './connection-errors.ts';

/** A request to a receiver. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
}

/** A way to one receiver. Made for `using`. */
export interface Connection extends Disposable {
  readonly remote: Remote;
  /** Sends a request and gives the beginning of the answer. Throws `receiver-unreachable`, `receiver-certificate`, `transfer-stopped`. */
  open(request: OutgoingRequest): Promise<IncomingMessage>;
}

/** How a way to a receiver is kept. */
export interface ConnectionOptions {
  /** Stops what is under way. */
  readonly signal?: AbortSignal;
  /** How many connections at once. */
  readonly parallel?: number;
  /** How long nothing may come or go, in milliseconds. */
  readonly silence?: number;
}

const SILENCE = 120_000;

/** The way to a receiver, whose certificate is judged before a byte of a request leaves. */
export function openConnection(remote: Remote, identity: TlsIdentity, options: ConnectionOptions = {}): Connection {
  const { signal, parallel = 1, silence = SILENCE } = options;
  const agent = new Agent({ ...toConnectionOptions(remote, identity), keepAlive: true, maxSockets: parallel });

  async function open({ method, path, headers = {}, body }: OutgoingRequest): Promise<IncomingMessage> {
    const url = new URL(path, remote.address);
    const request = startRequest(url, { agent, method, headers, timeout: silence, ...(signal && { signal }) });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.once('error', reject);
      request.once('timeout', () => request.destroy(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' })));
    });
    try {
      // A refusal may come before the whole body is sent, and says more than the broken pipe that follows it.
      const [response] = await Promise.all([answered, Promise.race([answered, send(request, body)])]);
      response.on('error', () => undefined);
      return response;
    } catch (error) {
      throw signal?.aborted ? new InterconnectError('transfer-stopped') : toConnectionError(error, remote.name);
    }
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
  return new Promise((resolve) => {
    const goOn = (): void => {
      for (const event of ['drain', 'close'] as const) request.off(event, goOn);
      resolve();
    };
    for (const event of ['drain', 'close'] as const) request.on(event, goOn);
  });
}
