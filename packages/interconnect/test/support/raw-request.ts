import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as startRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { TlsIdentity } from '../../src/index.ts';

/** An answer with its document, if it is one. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly code?: string; readonly [key: string]: unknown };
}

/** What is asked. */
export interface RawRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

/** A request that nobody of ours would make. It checks nothing of the receiver. */
export async function rawRequest(
  port: number,
  identity: TlsIdentity | null,
  { method = 'GET', path, headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const request = startRequest({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers,
    rejectUnauthorized: false,
    agent: false,
    ...(identity && { key: identity.key, cert: identity.certificate }),
  });
  request.on('error', () => undefined);
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const answered = await text(response);
  return { status: response.statusCode!, headers: response.headers, body: parse(answered) };
}

/** A TLS connection on which a test writes what it likes. */
export async function rawConnection(port: number, identity: TlsIdentity): Promise<TLSSocket> {
  const { key, certificate: cert } = identity;
  const socket = connect({ host: '127.0.0.1', port, key, cert, rejectUnauthorized: false });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

function parse(answered: string): RawAnswer['body'] {
  try {
    return JSON.parse(answered) as RawAnswer['body'];
  } catch {
    return {};
  }
}
