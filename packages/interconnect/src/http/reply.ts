import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { PROBLEM_TYPE, toProblem } from '../protocol/problem.ts';

/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  /** Called once, when the body is sent or nobody waits for it any more. */
  readonly release?: () => Promise<void>;
}

/** An answer whose body is in memory. */
export type WholeReply = Required<Pick<Reply, 'status' | 'headers'>> & { readonly body: Uint8Array };

/** An answer of one JSON document. */
export function jsonReply(status: number, document: object, headers: Reply['headers'] = {}): WholeReply {
  const body = new TextEncoder().encode(JSON.stringify(document));
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

/** The answer that tells of an error. Source: RFC 9457. */
export function problemReply(error: unknown): WholeReply {
  const problem = toProblem(error);
  const precise = error instanceof PreciseRefusal ? error : null;
  const status = precise?.httpStatus ?? problem.status;
  const headers = {
    'Content-Type': PROBLEM_TYPE,
    ...(status === 503 && { 'Retry-After': '5' }),
    ...precise?.headers,
  };
  return jsonReply(status, { ...problem, status }, headers);
}

/** A refusal of which the status says more than its code: a code that version 0.1.0 does not know is no answer to it. */
export class PreciseRefusal extends InterconnectError {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(httpStatus: number, field: string, headers: Readonly<Record<string, string>> = {}) {
    super('request-invalid', { field });
    this.httpStatus = httpStatus;
    this.headers = headers;
  }
}

/** How long a caller whose connection is closed has to read the answer, in milliseconds. */
export const LINGER = 1_000;

/** Writes an answer to a connection on which HTTP is not spoken, or no longer, and closes it. */
export function sendRaw(socket: Socket, { status, headers, body }: WholeReply): void {
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

/** Whether the body of an answer is read while it is sent. */
export function isStreamed({ body }: Reply): boolean {
  return body !== undefined && !(body instanceof Uint8Array);
}

/** Sends an answer. What the caller does not wait for is not an error of ours. */
export async function sendReply(response: ServerResponse, reply: Reply): Promise<void> {
  try {
    if (!response.destroyed) await send(response, reply);
  } finally {
    await reply.release?.();
  }
}

async function send(response: ServerResponse, { status, headers = {}, body }: Reply): Promise<void> {
  const isWhole = body === undefined || body instanceof Uint8Array;
  // Node 20 never tells what waits behind another answer that the connection has ended.
  if (!isWhole && response.socket === null) return void response.req.socket.destroy();
  const length = isWhole && status !== 204 && !Object.hasOwn(headers, 'Content-Length') ? (body?.length ?? 0) : null;
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    ...headers,
    ...(length !== null && { 'Content-Length': String(length) }),
  });
  if (isWhole) response.end(body);
  else await pipeline(divide(body), response).catch(() => undefined);
}

/** How much is written at once: whether a caller takes anything shows from one piece to the next. */
const PIECE = 65_536;

async function* divide(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const whole of body) {
    for (let at = 0; at < whole.length; at += PIECE) yield whole.subarray(at, at + PIECE);
  }
}
