import { type BatchSource, readContainer } from '@scelle/core';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { SignedDocument, StreamState, WaitingBatch } from '../ports/documents.ts';
import { ANNOUNCEMENT_TYPE, encodeAnnouncement } from '../protocol/announcement.ts';
import {
  type AnswerKind,
  answerKinds,
  fromSignedText,
  paths,
  readMessage,
  receiptsPath,
  toSignedText,
} from '../protocol/messages.ts';
import { fromProblem } from '../protocol/problem.ts';
import type { Connection, IncomingAnswer, OutgoingRequest } from './connection.ts';

/** The receipts of a batch that the receiver has; nothing of them is checked. Throws as `exchange` does. */
export async function fetchReceipts(connection: Connection, manifest: string): Promise<readonly SignedDocument[]> {
  const { receipts } = await exchange(
    connection,
    { method: 'GET', path: receiptsPath(manifest) },
    answerKinds.receipts,
  );
  return receipts.map(fromSignedText);
}

/**
 * What the receiver decides about a batch that it refuses, null where it decides nothing, or knows no decisions; it is not
 * checked. Throws as `exchange` does.
 */
export async function fetchDecision(connection: Connection, source: BatchSource): Promise<SignedDocument | null> {
  const body = encodeAnnouncement(await readContainer(source));
  const headers = { 'Content-Type': ANNOUNCEMENT_TYPE, 'Content-Length': String(body.length) };
  const request = { method: 'POST', path: paths.decisions, headers, body } as const;
  const reply = await unlessUnknown(() => exchange(connection, request, answerKinds.decision));
  return reply?.decision ? fromSignedText(reply.decision) : null;
}

/** What a gateway decided and its principal has not got yet; none where it knows no decisions. Throws as `exchange` does. */
export async function fetchDecisions(connection: Connection): Promise<readonly SignedDocument[]> {
  const request = { method: 'GET', path: paths.inboxDecisions } as const;
  const reply = await unlessUnknown(() => exchange(connection, request, answerKinds.decisions));
  return (reply?.decisions ?? []).map(fromSignedText);
}

/** A receiver of version 0.1.0 has no such resource. */
async function unlessUnknown<Reply>(ask: () => Promise<Reply>): Promise<Reply | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof InterconnectError && error.code === 'resource-unknown') return null;
    throw error;
  }
}

/** What the recipient last said of the channel, null where it never did; it is not checked. Throws as `exchange` does. */
export async function fetchNotice(connection: Connection): Promise<SignedDocument | null> {
  const { notice } = await exchange(connection, { method: 'GET', path: paths.channel }, answerKinds.channel);
  return notice && fromSignedText(notice);
}

/** What waits at a gateway. Throws as `exchange` does. */
export async function fetchWaiting(connection: Connection): Promise<readonly WaitingBatch[]> {
  const { batches } = await exchange(connection, { method: 'GET', path: paths.inbox }, answerKinds.waiting);
  return batches;
}

/** How far the receiver says that the streams of this station have come. Throws as `exchange` does. */
export async function fetchStreams(connection: Connection): Promise<readonly StreamState[]> {
  const { streams } = await exchange(connection, { method: 'GET', path: paths.streams }, answerKinds.streams);
  return streams;
}

/** Hands a receipt on to the gateway. Throws as `exchange` does. */
export function handReceipt(connection: Connection, receipt: SignedDocument): Promise<void> {
  return hand(connection, paths.receipts, receipt);
}

/** Hands a decision on to the gateway; false where it knows no decisions. Throws as `exchange` does. */
export async function handDecision(connection: Connection, decision: SignedDocument): Promise<boolean> {
  return (await unlessUnknown(() => hand(connection, paths.inboxDecisions, decision).then(() => true))) ?? false;
}

/** Hands a notice on to the gateway. Throws as `exchange` does. */
export function handNotice(connection: Connection, notice: SignedDocument): Promise<void> {
  return hand(connection, paths.notices, notice);
}

function hand(connection: Connection, path: string, signed: SignedDocument): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(toSignedText(signed)));
  const headers = { 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
  return exchangeNothing(connection, { method: 'POST', path, headers, body });
}

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
