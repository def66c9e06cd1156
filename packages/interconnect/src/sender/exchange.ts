import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { fromProblem } from '../protocol/problem.ts';
import type { Connection, OutgoingRequest } from './connection.ts';
import { toConnectionError } from './connection-errors.ts';

/** Three receipts of 16 MiB, each of which may be twice as long as a string of JSON. */
const MAX_ANSWER_BYTES = 120_000_000;

/**
 * Sends a request and reads the JSON of its answer. Throws the code of a problem that the receiver tells of,
 * `receiver-answer-invalid`, and what `Connection.open` throws.
 */
export async function exchange<Answer>(
  connection: Connection,
  request: OutgoingRequest,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const { name } = connection.remote;
  const response = await connection.open(request);
  await requireSuccess(response, name);
  const value = parseJson(await readAnswer(response, name));
  const { data } = schema.safeParse(value);
  if (data === undefined) throw new InterconnectError('receiver-answer-invalid', { name, found: request.method });
  return data;
}

/** Sends a request whose answer says nothing but that it was done. Throws as `exchange` does. */
export async function exchangeNothing(connection: Connection, request: OutgoingRequest): Promise<void> {
  const { name } = connection.remote;
  const response = await connection.open(request);
  await requireSuccess(response, name);
  await readAnswer(response, name);
}

/** Throws the problem that an answer tells of, where it is no success. */
export async function requireSuccess(response: IncomingMessage, name: string): Promise<void> {
  const { statusCode: found = 0 } = response;
  if (found >= 200 && found < 300) return;
  const problem = parseJson(await readAnswer(response, name));
  throw problem === undefined ? new InterconnectError('receiver-refused', { name, found }) : fromProblem(problem, name);
}

/** The whole of an answer. Throws `receiver-answer-invalid` where it is longer than any can be. */
async function readAnswer(response: IncomingMessage, name: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of response as AsyncIterable<Uint8Array>) {
      length += piece.length;
      if (length > MAX_ANSWER_BYTES) throw new InterconnectError('receiver-answer-invalid', { name, found: length });
      pieces.push(piece);
    }
  } catch (error) {
    throw toConnectionError(error, name);
  }
  return Buffer.concat(pieces);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
