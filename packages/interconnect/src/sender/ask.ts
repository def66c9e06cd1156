import type { SignedDocument, StreamState, WaitingBatch } from '@scelle/verify';
import { answerKinds } from '../protocol/messages.ts';
import { paths, receiptsPath } from '../protocol/paths.ts';
import { fromSignedText, toSignedText } from '../protocol/signed-documents.ts';
import type { Connection } from './connection.ts';
import { exchange, exchangeNothing } from './exchange.ts';

/** The receipts of a batch that the receiver has; nothing of them is checked. Throws as `exchange` does. */
export async function fetchReceipts(connection: Connection, manifest: string): Promise<readonly SignedDocument[]> {
  const { receipts } = await exchange(
    connection,
    { method: 'GET', path: receiptsPath(manifest) },
    answerKinds.receipts,
  );
  return receipts.map(fromSignedText);
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

/** Hands a notice on to the gateway. Throws as `exchange` does. */
export function handNotice(connection: Connection, notice: SignedDocument): Promise<void> {
  return hand(connection, paths.notices, notice);
}

function hand(connection: Connection, path: string, signed: SignedDocument): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(toSignedText(signed)));
  const headers = { 'Content-Type': 'application/json', 'Content-Length': String(body.length) };
  return exchangeNothing(connection, { method: 'POST', path, headers, body });
}
