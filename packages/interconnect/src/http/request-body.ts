import type { IncomingMessage } from 'node:http';
import { concatenate } from '@scelle/core/internal';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { PreciseRefusal } from './reply.ts';

/** Pieces come out of TLS by 16 KiB; handed on in larger ones, they cost a fraction on their way to the disc. */
const PIECE = 1 << 19;

/**
 * How long a piece waits for more, in milliseconds, where another one has just been handed on. What comes slowly does not
 * wait at all: a process that is killed would lose it, and it would have to be sent again.
 */
const PATIENCE = 5;

/**
 * The body of a request in large pieces. It ends where the connection is cut, and does not fail: all that came before is
 * kept.
 */
export function readInPieces(request: IncomingMessage): ReadableStream<Uint8Array> {
  const gathered = new GatheredPieces();

  function start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    let timer: NodeJS.Timeout | null = null;
    let isOver = false;

    const stopWaiting = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    };
    const flush = (): void => {
      stopWaiting();
      if (gathered.length === 0) return;
      controller.enqueue(gathered.take());
      timer = setTimeout(flush, PATIENCE);
      if ((controller.desiredSize ?? 0) <= 0) request.pause();
    };
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      flush();
      stopWaiting();
      controller.close();
    };

    request.on('data', (piece: Uint8Array) => {
      if (isOver) return;
      gathered.add(piece);
      if (timer === null || gathered.length >= PIECE) flush();
    });
    for (const event of ['end', 'close'] as const) request.once(event, end);
    // Whoever it is that does not want the rest.
    stopReading = () => {
      isOver = true;
      stopWaiting();
    };
    if (request.destroyed) end();
  }

  let stopReading = (): void => undefined;
  return new ReadableStream(
    { start, pull: () => void request.resume(), cancel: () => stopReading() },
    new ByteLengthQueuingStrategy({ highWaterMark: 2 * PIECE }),
  );
}

/** Pieces that become one. */
class GatheredPieces {
  #pieces: Uint8Array[] = [];
  length = 0;

  add(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  /** All of them as one, in memory that is released once it was written. */
  take(): Uint8Array {
    const whole = concatenate(this.#pieces);
    this.#pieces = [];
    this.length = 0;
    return whole;
  }
}

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
