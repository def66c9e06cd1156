import type { IncomingMessage } from 'node:http';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { PreciseRefusal } from './reply.ts';

/**
 * Refuses a body that is said to be something else, or to be encoded, with 415: it would be taken for what it is not. Where
 * nothing is said, it is read as what is expected.
 */
export function requireMediaType({ headers }: IncomingMessage, type: string): void {
  const said = (headers['content-type'] ?? type).replace(/;.*/s, '').trim().toLowerCase();
  if (said !== type) throw new PreciseRefusal(415, 'Content-Type');
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') throw new PreciseRefusal(415, 'Content-Encoding');
}

/** The whole body of a request, of at most `limit` bytes. Throws `announcement-too-large` before it takes more. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) throw new InterconnectError('announcement-too-large', { limit });
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > limit) throw new InterconnectError('announcement-too-large', { limit });
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
