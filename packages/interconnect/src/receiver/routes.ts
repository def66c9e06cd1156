import type { IncomingMessage } from 'node:http';
import { VERSION } from '@scelle/core';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { jsonReply, type Reply } from '../http/reply.ts';
import { readBody, requireMediaType } from '../http/request-body.ts';
import type { Caller } from '../ports/reception.ts';
import { ANNOUNCEMENT_TYPE, MAX_ANNOUNCEMENT_BYTES } from '../protocol/announcement.ts';
import {
  type ChannelReply,
  type DecisionReply,
  type HealthReply,
  type ReceiptsReply,
  type StreamsReply,
  toSignedText,
} from '../protocol/messages.ts';
import { announce, decide } from './announce.ts';
import { listDecisions, listWaiting, sendWaiting, takeDocument } from './gateway-endpoint.ts';
import { findUnready } from './gauges.ts';
import type { UploadEndpoint } from './upload-endpoint.ts';
import { requireOpenChannel, type Work } from './work.ts';

/** A request by a known caller. */
export interface Call {
  readonly request: IncomingMessage;
  readonly caller: Caller;
  /** The digest in the address, if the resource has one. */
  readonly digest: string;
}

/** What a receiver does at an address. */
interface Route {
  readonly methods: readonly string[];
  readonly path: RegExp;
  readonly perform: (call: Call) => Promise<Reply>;
}

const digest = '([0-9a-f]{64})';

/** Every resource of a receiver; nothing else is looked at. Source: docs/protocol.md § Resources. */
export function createRoutes(work: Work, uploads: UploadEndpoint): (call: Omit<Call, 'digest'>) => Promise<Reply> {
  const routes: readonly Route[] = [
    route(['POST'], '/v1/batches', (call) => announceBatch(work, call)),
    route(['GET'], `/v1/batches/${digest}/receipts`, (call) => listReceipts(work, call)),
    route(['HEAD', 'PATCH', 'OPTIONS'], `/v1/uploads/${digest}`, (call) =>
      uploads.handle(call.request, call.caller, call.digest),
    ),
    route(['POST'], '/v1/decisions', (call) => decideBatch(work, call)),
    route(['GET'], '/v1/streams', (call) => listStreams(work, call)),
    route(['GET'], '/v1/channel', (call) => tellChannel(work, call)),
    route(['GET'], '/v1/health', () => tellHealth(work)),
    route(['GET'], '/v1/inbox', ({ caller }) => listWaiting(work, caller)),
    route(['GET'], `/v1/inbox/${digest}`, (call) => sendWaiting(work, call.caller, call.digest, call.request)),
    route(['GET', 'POST'], '/v1/inbox/decisions', ({ caller, request }) =>
      request.method === 'POST' ? takeDocument(work, caller, request, 'takeDecision') : listDecisions(work, caller),
    ),
    route(['POST'], '/v1/receipts', ({ caller, request }) => takeDocument(work, caller, request, 'takeReceipt')),
    route(['POST'], '/v1/notices', ({ caller, request }) => takeDocument(work, caller, request, 'takeNotice')),
  ];
  return async (call) => {
    const { url = '', method = '' } = call.request;
    const found = routes.flatMap((each) => {
      const match = each.path.exec(url);
      return match === null ? [] : [{ ...each, digest: match[1] ?? '' }];
    });
    const [resource] = found;
    if (resource === undefined) throw new InterconnectError('resource-unknown');
    if (!resource.methods.includes(method)) throw new InterconnectError('method-unknown', { found: method });
    return resource.perform({ ...call, digest: resource.digest });
  };
}

function route(methods: readonly string[], path: string, perform: Route['perform']): Route {
  return { methods, path: new RegExp(`^${path}$`), perform };
}

async function announceBatch(work: Work, { request, caller }: Call): Promise<Reply> {
  await requireOpenChannel(work, caller);
  requireMediaType(request, ANNOUNCEMENT_TYPE);
  const reply = await announce(work, caller, await readBody(request, MAX_ANNOUNCEMENT_BYTES));
  if (reply.state === 'received') return jsonReply(200, reply);
  return jsonReply(reply.offset === 0 ? 201 : 200, reply, { Location: reply.upload });
}

async function decideBatch(work: Work, { request, caller }: Call): Promise<Reply> {
  await requireOpenChannel(work, caller);
  requireMediaType(request, ANNOUNCEMENT_TYPE);
  const decision = await decide(work, caller, await readBody(request, MAX_ANNOUNCEMENT_BYTES));
  return jsonReply(200, { decision: decision && toSignedText(decision) } satisfies DecisionReply);
}

async function listReceipts({ reception }: Work, { caller, digest: manifest }: Call): Promise<Reply> {
  const receipts = await reception.intake.findReceipts(caller.name, manifest);
  return jsonReply(200, { receipts: receipts.map(toSignedText) } satisfies ReceiptsReply);
}

async function listStreams({ reception }: Work, { caller }: Call): Promise<Reply> {
  return jsonReply(200, { streams: await reception.intake.listStreams(caller.name) } satisfies StreamsReply);
}

async function tellChannel({ reception }: Work, { caller }: Call): Promise<Reply> {
  const known = await reception.findNotice(caller.name);
  const notice = known && toSignedText(known.signed);
  return jsonReply(200, { state: known?.state ?? 'open', notice } satisfies ChannelReply);
}

/** Peers learn whether there is space; whatever else keeps a batch from being taken is a failure of this host to them. */
async function tellHealth(work: Work): Promise<Reply> {
  const found = await findUnready(work);
  const isFull = found.some((each) => each === 'space-exhausted' || each === 'space-claimed');
  if (found.length > 0 && !isFull) throw new InterconnectError('receiver-failed');
  return jsonReply(200, { status: isFull ? 'full' : 'ok', version: VERSION } satisfies HealthReply);
}
