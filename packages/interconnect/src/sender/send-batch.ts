import { type BatchSource, readContainer } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { AcceptedReceipt, SignedDocument } from '../ports/documents.ts';
import { ANNOUNCEMENT_TYPE, encodeAnnouncement } from '../protocol/announcement.ts';
import { type AnnouncementReply, answerKinds, fromSignedText, paths, type SignedText } from '../protocol/messages.ts';
import { exchange } from './ask.ts';
import type { Connection } from './connection.ts';
import { type RetryOptions, withRetries } from './retry.ts';

/** How far a transfer has come, in bytes. */
export interface TransferProgress {
  readonly phase: 'upload' | 'download';
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes';
}

/** How a batch is sent. */
export interface SendOptions extends RetryOptions {
  /**
   * Checks a receipt against the keys of its issuer and against what was sent, and keeps it. What it throws ends the
   * transfer: nothing that a receiver says is believed but what is signed.
   */
  readonly acceptReceipt: (signed: SignedDocument) => Promise<AcceptedReceipt>;
  /** Called once, before the first byte of the batch itself leaves. */
  readonly beforeUpload?: () => Promise<void>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TransferProgress) => void;
}

/** What sending a batch came to. */
export interface SentTransfer {
  readonly receipts: readonly AcceptedReceipt[];
  /** Bytes of the batch that this transfer put on the network; 0 where the receiver had all of it. */
  readonly bytes: number;
}

/**
 * Hands a batch to a receiver: announces it, sends what is missing from the byte where it is missing, goes on after every
 * break, and ends with a receipt that was checked. Throws the codes of a refusal, `receiver-unreachable`,
 * `receiver-certificate`, `receipt-missing`, `transfer-given-up`, `transfer-stopped`, and what `acceptReceipt` throws.
 */
export async function sendBatch(
  connection: Connection,
  source: BatchSource,
  options: SendOptions,
): Promise<SentTransfer> {
  const { remote } = connection;
  const container = await readContainer(source);
  const announcement = encodeAnnouncement(container);
  let bytes = 0;
  let hasBegun = false;
  const onBytes = (count: number): void => {
    bytes += count;
  };

  const receipts = await withRetries(
    remote.name,
    async ({ reach }) => {
      const reply = await announce(connection, announcement);
      if (reply.state === 'received') return reply.receipts;
      checkPlace(reply, source, remote.name);
      reach(reply.offset);
      if (!hasBegun) await options.beforeUpload?.();
      hasBegun = true;
      return upload(connection, { source, reply, options, onBytes });
    },
    options,
  );

  const accepted: AcceptedReceipt[] = [];
  for (const receipt of receipts) accepted.push(await options.acceptReceipt(fromSignedText(receipt)));
  const digest = toSha256Hex(container.manifest);
  const isDelivered = accepted.some(({ manifest, stage }) => manifest === digest && stage === 'delivery');
  if (!isDelivered) throw new InterconnectError('receipt-missing', { name: remote.name });
  return { receipts: accepted, bytes };
}

function announce(connection: Connection, body: Uint8Array): Promise<AnnouncementReply> {
  const headers = { 'Content-Type': ANNOUNCEMENT_TYPE, 'Content-Length': String(body.length) };
  return exchange(connection, { method: 'POST', path: paths.batches, headers, body }, answerKinds.announcement);
}

/** A place that is not in this batch would be a lie. One that is too far ahead only leads to no receipt. */
function checkPlace(
  { offset, bytes }: Extract<AnnouncementReply, { state: 'wanted' }>,
  { size }: BatchSource,
  name: string,
): void {
  if (bytes === size && offset <= size) return;
  throw new InterconnectError('receiver-answer-invalid', { name, found: `${offset}/${bytes}` });
}

interface Upload {
  readonly source: BatchSource;
  readonly reply: Extract<AnnouncementReply, { state: 'wanted' }>;
  readonly options: SendOptions;
  readonly onBytes: (count: number) => void;
}

/** Sends the rest of a batch in one request. Source: https://tus.io/protocols/resumable-upload § PATCH. */
async function upload(
  connection: Connection,
  { source, reply, options, onBytes }: Upload,
): Promise<readonly SignedText[]> {
  const { upload: path, offset } = reply;
  const headers = {
    'Tus-Resumable': '1.0.0',
    'Upload-Offset': String(offset),
    'Content-Type': 'application/offset+octet-stream',
    'Content-Length': String(source.size - offset),
  };
  const body = counted(source, offset, (done, count) => {
    onBytes(count);
    options.onProgress?.({ phase: 'upload', done, total: source.size, unit: 'bytes' });
  });
  const { receipts } = await exchange(connection, { method: 'PATCH', path, headers, body }, answerKinds.receipts);
  return receipts;
}

async function* counted(
  source: BatchSource,
  start: number,
  onPiece: (done: number, count: number) => void,
): AsyncGenerator<Uint8Array> {
  let done = start;
  for await (const piece of source.stream({ start, end: source.size })) {
    yield piece;
    done += piece.length;
    onPiece(done, piece.length);
  }
}
