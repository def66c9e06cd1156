import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { PROBLEM_TYPE, toProblem } from '../protocol/problem.ts';

/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  /** Called once, when the body is sent or nobody waits for it any more. */
  readonly release?: () => Promise<void>;
}

/** An answer of one JSON document. */
export function jsonReply(status: number, document: object, headers: Reply['headers'] = {}): Reply {
  const body = new TextEncoder().encode(JSON.stringify(document));
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

/** The answer that tells of an error. Source: RFC 9457. */
export function problemReply(error: unknown): Reply {
  const problem = toProblem(error);
  const headers = { 'Content-Type': PROBLEM_TYPE, ...(problem.status === 503 && { 'Retry-After': '5' }) };
  return { ...jsonReply(problem.status, problem, headers) };
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
  const length = isWhole && status !== 204 && !Object.hasOwn(headers, 'Content-Length') ? (body?.length ?? 0) : null;
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    ...headers,
    ...(length !== null && { 'Content-Length': String(length) }),
  });
  if (isWhole) response.end(body);
  else await pipeline(body, response).catch(() => undefined);
}
