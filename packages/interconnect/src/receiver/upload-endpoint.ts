import type { IncomingMessage } from 'node:http';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { jsonReply, PreciseRefusal, problemReply, type Reply } from '../http/reply.ts';
import { readInPieces, requireMediaType } from '../http/request-body.ts';
import type { Caller } from '../ports/reception.ts';
import { toSignedText } from '../protocol/messages.ts';
import { tellFailure } from '../telling/log.ts';
import { isNoSpace, type OpenUpload } from '../uploads/upload-store.ts';
import { deliverUpload } from './deliver-upload.ts';
import { requireOpenChannel, type Work } from './work.ts';

/**
 * Takes the bytes of announced batches by the core of tus 1.0. It creates and removes nothing: uploads begin with an
 * announcement. Source: https://tus.io/protocols/resumable-upload § Core Protocol; docs/protocol.md § Upload.
 */
export interface UploadEndpoint {
  handle(request: IncomingMessage, caller: Caller, id: string): Promise<Reply>;
}

const TUS_VERSION = '1.0.0';
const tusHeaders = { 'Tus-Resumable': TUS_VERSION } as const;

/** The end of the tus protocol, for the uploads that were announced and by those who announced them. */
export function createUploadEndpoint(work: Work): UploadEndpoint {
  async function handle(request: IncomingMessage, caller: Caller, id: string): Promise<Reply> {
    const before = await work.register.find(id);
    if (before?.peer !== caller.name) throw new InterconnectError('resource-unknown');
    if (request.method === 'OPTIONS') return { status: 204, headers: { ...tusHeaders, 'Tus-Version': TUS_VERSION } };
    requireVersion(request);
    if (request.method === 'HEAD') return tellProgress(before);
    await requireOpenChannel(work, caller);
    const offset = readOffset(request);
    if (before.offset < before.bytes) await work.register.resume(before);
    const failure = await write(request, before, offset).catch((error: unknown) => ({ error }));
    const after = await work.register.refresh(id);
    work.metrics.add('scelle_upload_bytes_total', Math.max(0, (after ?? before).offset - before.offset));
    // The batch came another way meanwhile.
    if (after === null) throw new InterconnectError('resource-unknown');
    if (failure === undefined && after.offset === after.bytes) return deliver(after);
    if (!request.complete) tellPause(work, after);
    if (failure !== undefined) return refuse(work, failure.error, after);
    return { status: 204, headers: { ...tusHeaders, 'Upload-Offset': String(after.offset) } };
  }

  /** Writes what comes, as one writer at a time, from the very byte where the upload stands then. */
  async function write(request: IncomingMessage, { id }: OpenUpload, found: number): Promise<void> {
    await work.writers.write(id, async (displaced) => {
      const upload = await work.register.store.find(id);
      if (upload === null) throw new InterconnectError('resource-unknown');
      const { offset, bytes } = upload;
      if (found !== offset) throw new InterconnectError('upload-offset', { found: String(found), expected: offset });
      const length = readLength(request);
      if (length !== null && offset + length > bytes) throw tooLong();
      await work.register.store.write(id, offset, takeBody(request, bytes - offset, displaced));
    });
  }

  async function deliver({ id, bytes }: OpenUpload): Promise<Reply> {
    const receipts = await deliverUpload(work, id);
    const headers = { ...tusHeaders, 'Upload-Offset': String(bytes) };
    return jsonReply(200, { receipts: receipts.map(toSignedText) }, headers);
  }

  return { handle };
}

/** Source: tus 1.0 § Tus-Resumable. */
function requireVersion({ headers }: IncomingMessage): void {
  if (headers['tus-resumable'] === TUS_VERSION) return;
  throw new PreciseRefusal(412, 'Tus-Resumable', { 'Tus-Version': TUS_VERSION });
}

const NUMBER = /^(?:0|[1-9][0-9]{0,15})$/;

/** Where the body of a PATCH begins. Throws `request-invalid` for what is none that this receiver takes. */
function readOffset(request: IncomingMessage): number {
  requireMediaType(request, 'application/offset+octet-stream');
  const { 'upload-offset': offset = '', 'upload-length': length } = request.headers;
  // The length of a batch is announced, and never left open.
  if (length !== undefined) throw new PreciseRefusal(400, 'Upload-Length');
  if (typeof offset !== 'string' || !NUMBER.test(offset)) throw new PreciseRefusal(400, 'Upload-Offset');
  return Number(offset);
}

/** Null where it comes in chunks. */
function readLength({ headers }: IncomingMessage): number | null {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
}

function tooLong(): PreciseRefusal {
  return new PreciseRefusal(400, 'Content-Length');
}

/** How far an upload is. Whoever asks displaces nobody who is writing, and learns nothing that he did not announce. */
function tellProgress({ offset, bytes }: OpenUpload): Reply {
  return { status: 200, headers: { ...tusHeaders, 'Upload-Offset': String(offset), 'Upload-Length': String(bytes) } };
}

/** The body of a request until it ends, or another writer displaces this one. Throws before it gives more than `most` bytes. */
async function* takeBody(request: IncomingMessage, most: number, displaced: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = readInPieces(request).getReader();
  const stop = (): void => void reader.cancel();
  displaced.addEventListener('abort', stop, { once: true });
  try {
    if (displaced.aborted) return;
    let taken = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      taken += next.value.length;
      if (taken > most) throw tooLong();
      yield next.value;
    }
  } finally {
    displaced.removeEventListener('abort', stop);
    stop();
  }
}

/** A refusal as a problem, with what tus has beside it, told of like any other. */
async function refuse(work: Work, error: unknown, upload: OpenUpload): Promise<Reply> {
  const refusal = await toRefusal(work, error, upload);
  tellFailure(work, upload.peer, refusal);
  const problem = problemReply(refusal);
  return { ...problem, headers: { ...problem.headers, ...tusHeaders } };
}

async function toRefusal({ register, limits }: Work, cause: unknown, { offset, bytes }: OpenUpload): Promise<unknown> {
  if (cause instanceof InterconnectError) return cause;
  const isFull = (await register.store.freeBytes()) - limits.reservedBytes < bytes - offset;
  return isFull || isNoSpace(cause) ? new InterconnectError('storage-full', {}, { cause }) : cause;
}

function tellPause({ log }: Work, { peer, manifest, offset: bytes }: OpenUpload): void {
  log({ event: 'upload-paused', peer, manifest, bytes });
}
