import type { IncomingMessage } from 'node:http';
import { toSystemCode } from '@scelle/core/internal';
import { ERRORS, type Lock, type Locker, type RequestRelease, Server } from '@tus/server';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { Caller } from '../ports/reception.ts';
import { paths, toSignedText, uploadPath } from '../protocol/messages.ts';
import { deliverUpload } from './deliver-upload.ts';
import { tellFailure } from '../telling/log.ts';
import { jsonReply, PreciseRefusal, problemReply, type Reply } from '../http/reply.ts';
import { readInPieces, requireMediaType } from '../http/request-body.ts';
import { isNoSpace, type OpenUpload } from '../uploads/upload-store.ts';
import { requireOpenChannel, type Work } from './work.ts';

/** Takes the bytes of announced batches by tus 1.0. Source: https://tus.io/protocols/resumable-upload; docs/protocol.md § Upload. */
export interface UploadEndpoint {
  handle(request: IncomingMessage, caller: Caller, id: string): Promise<Reply>;
}

/** How long a writer that another one displaces has to stop, in milliseconds. */
const DRAIN_TIMEOUT = 100;

/** The end of the tus protocol, for the uploads that were announced and by those who announced them. */
export function createUploadEndpoint(work: Work): UploadEndpoint {
  const causes = new WeakMap<object, unknown>();
  const tus = new Server({
    path: paths.uploads,
    datastore: work.register.store.data,
    locker: createUploadLocker(),
    lockDrainTimeout: DRAIN_TIMEOUT,
    allowedOrigins: [],
    // The address was judged already.
    getFileIdFromRequest: (_request, id) => id,
    onResponseError(request, error) {
      causes.set(request, error);
      return undefined;
    },
  });

  async function write(request: IncomingMessage, { id }: OpenUpload): Promise<Written> {
    const view = toTusRequest(request, id);
    const answer = await work.writers.write(id, () => tus.handleWeb(view));
    return { answer, cause: causes.get(view) };
  }

  async function handle(request: IncomingMessage, caller: Caller, id: string): Promise<Reply> {
    const before = await work.register.find(id);
    if (before?.peer !== caller.name) throw new InterconnectError('resource-unknown');
    if (request.method === 'OPTIONS') return toReply(await tus.handleWeb(toTusRequest(request, id)));
    requireVersion(request);
    if (request.method === 'HEAD') return tellProgress(before);
    requireOpenChannel(work, caller);
    requirePlainPatch(request);
    if (before.offset < before.bytes) await work.register.resume(before);
    const { answer, cause } = await write(request, before);
    const after = await work.register.refresh(id);
    work.metrics.add('scelle_upload_bytes_total', Math.max(0, (after ?? before).offset - before.offset));
    // The batch came another way meanwhile.
    if (after === null) throw new InterconnectError('resource-unknown');
    if (after.offset === after.bytes && answer.status < 400) return deliver(after, answer);
    if (!request.complete) tellPause(work, after);
    return answer.status < 400 ? toReply(answer) : refuse(work, { answer, cause }, request, after);
  }

  async function deliver({ id }: OpenUpload, answer: Response): Promise<Reply> {
    const receipts = await deliverUpload(work, id);
    return jsonReply(200, { receipts: receipts.map(toSignedText) }, tusHeaders(answer));
  }

  return { handle };
}

/** What the library answers, and what it says is the reason where it failed. */
interface Written {
  readonly answer: Response;
  readonly cause: unknown;
}

const TUS_VERSION = '1.0.0';

/** Source: tus 1.0 § Tus-Resumable. */
function requireVersion({ headers }: IncomingMessage): void {
  if (headers['tus-resumable'] === TUS_VERSION) return;
  throw new PreciseRefusal(412, 'Tus-Resumable', { 'Tus-Version': TUS_VERSION });
}

/** The library would answer that it does not do this yet, which is no reason to ask again later. */
function requirePlainPatch(request: IncomingMessage): void {
  requireMediaType(request, 'application/offset+octet-stream');
  if (request.headers['upload-length'] !== undefined) throw new PreciseRefusal(400, 'Upload-Length');
}

/** How far an upload is. Whoever asks displaces nobody who is writing, and learns nothing that he did not announce. */
function tellProgress({ offset, bytes }: OpenUpload): Reply {
  const headers = { 'Tus-Resumable': TUS_VERSION, 'Upload-Offset': String(offset), 'Upload-Length': String(bytes) };
  return { status: 200, headers };
}

type TusRequest = Parameters<Server['handleWeb']>[0];

/** What the library looks at of a request; a whole `Request` would cost a fifth of the throughput. */
function toTusRequest(request: IncomingMessage, id: string): TusRequest {
  const view = {
    method: request.method,
    url: `https://receiver${uploadPath(id)}`,
    headers: new Headers(toPairs(request.headers)),
    body: request.method === 'PATCH' ? readInPieces(request) : null,
  };
  return view as unknown as TusRequest;
}

function toPairs(headers: IncomingMessage['headers']): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name, String(value)]);
}

function toReply(answer: Response): Reply {
  return { status: answer.status, headers: tusHeaders(answer) };
}

/** Those of the protocol; the others are for browsers, which do not come here. */
function tusHeaders({ headers }: Response): Record<string, string> {
  const ours = /^(?:tus-|upload-)/;
  return Object.fromEntries([...headers].filter(([name]) => ours.test(name)));
}

/** The library's refusals as problems, told of like those of ours. */
async function refuse(
  work: Work,
  { answer, cause }: Written,
  request: IncomingMessage,
  upload: OpenUpload,
): Promise<Reply> {
  const refusal = await toRefusal(work, { answer, cause }, request, upload);
  tellFailure(work, upload.peer, refusal);
  const problem = problemReply(refusal);
  return { ...problem, headers: { ...problem.headers, ...tusHeaders(answer) } };
}

async function toRefusal(
  { register, limits }: Work,
  { answer: { status }, cause }: Written,
  request: IncomingMessage,
  { offset, bytes }: OpenUpload,
): Promise<unknown> {
  if (status === 409) {
    const found = String(request.headers['upload-offset']).slice(0, 20);
    return new InterconnectError('upload-offset', { found, expected: offset });
  }
  if (status === 404 || status === 410) return new InterconnectError('resource-unknown');
  if (status < 500) return new InterconnectError('request-invalid', { field: `tus-${status}` });
  const isFull = (await register.store.freeBytes()) - limits.reservedBytes < bytes - offset;
  if (isFull || isNoSpace(cause)) return new InterconnectError('storage-full', {}, { cause });
  // Another writer came, or waited for too long; anything else is a failure of this host.
  return toSystemCode(cause) === null ? new InterconnectError('receiver-busy') : cause;
}

function tellPause({ log }: Work, { peer, manifest, offset: bytes }: OpenUpload): void {
  log({ event: 'upload-paused', peer, manifest, bytes });
}

/** How long the second writer of an upload waits for the first to stop, in milliseconds. */
const PATIENCE = 5_000;

interface Holder {
  readonly requestRelease: RequestRelease;
  readonly released: Promise<void>;
  readonly release: () => void;
}

/**
 * One writer an upload. A second one makes the first stop: it may hold a connection of which only the other end knows that
 * it is dead. What the first had written stays.
 */
function createUploadLocker(patience: number = PATIENCE): Locker {
  const holders = new Map<string, Holder>();

  async function acquire(id: string, signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    for (let holder = holders.get(id); holder !== undefined; holder = holders.get(id)) {
      if (deadline.aborted) throw ERRORS.ERR_LOCK_TIMEOUT;
      await holder.requestRelease();
      await Promise.race([holder.released, aborted(deadline)]);
    }
    // biome-ignore lint/plugin: whoever waits for it waits for a deadline, too.
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    holders.set(id, { requestRelease, released, release });
  }

  function newLock(id: string): Lock {
    return {
      lock: (signal, requestRelease) => acquire(id, signal, requestRelease),
      async unlock() {
        const holder = holders.get(id);
        holders.delete(id);
        holder?.release();
      },
    };
  }

  return { newLock };
}

function aborted(signal: AbortSignal): Promise<void> {
  // biome-ignore lint/plugin: the signals are deadlines.
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
