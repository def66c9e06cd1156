import { InterconnectError } from '../errors/interconnect-error.ts';
import { type AnswerKind, answerKinds, readMessage } from '../protocol/messages.ts';
import { fromProblem } from '../protocol/problem.ts';
import type { Connection, IncomingAnswer, OutgoingRequest } from './connection.ts';

/**
 * Sends a request and reads the JSON of its answer, which has the bounds of its kind. Throws the code of a problem that
 * the receiver tells of, `receiver-answer-invalid`, and what `Connection.open` throws.
 */
export async function exchange<Answer>(
  connection: Connection,
  request: OutgoingRequest,
  kind: AnswerKind<Answer>,
): Promise<Answer> {
  const { name } = connection.remote;
  const answer = await connection.open(request);
  await requireSuccess(answer, name);
  const { data } = kind.schema.safeParse(readMessage(await readAnswer(answer, name, kind.bytes), kind.values));
  if (data === undefined) throw new InterconnectError('receiver-answer-invalid', { name, found: request.method });
  return data;
}

/** Sends a request whose answer says nothing but that it was done. Throws as `exchange` does. */
export async function exchangeNothing(connection: Connection, request: OutgoingRequest): Promise<void> {
  const { name } = connection.remote;
  const answer = await connection.open(request);
  await requireSuccess(answer, name);
  const { status: found } = answer;
  await readAnswer(answer, name, answerKinds.nothing.bytes);
  if (found !== 204) throw new InterconnectError('receiver-answer-invalid', { name, found });
}

/** Throws the problem that an answer tells of, where it is no success. */
export async function requireSuccess(answer: IncomingAnswer, name: string): Promise<void> {
  const { status: found } = answer;
  if (found >= 200 && found < 300) return;
  const { bytes, values } = answerKinds.problem;
  const problem = readMessage(await readAnswer(answer, name, bytes), values);
  throw problem === undefined ? new InterconnectError('receiver-refused', { name, found }) : fromProblem(problem, name);
}

/** The whole of an answer. Throws `receiver-answer-invalid` before it takes more than `limit` bytes. */
async function readAnswer(answer: IncomingAnswer, name: string, limit: number): Promise<Uint8Array> {
  if (answer.length !== null && !(answer.length <= limit)) {
    answer.discard();
    throw new InterconnectError('receiver-answer-invalid', { name, found: 'Content-Length' });
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of answer.body) {
    length += piece.length;
    if (length > limit) throw new InterconnectError('receiver-answer-invalid', { name, found: length });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
