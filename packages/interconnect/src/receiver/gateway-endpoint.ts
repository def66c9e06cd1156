import type { IncomingMessage } from 'node:http';
import { ScelleError } from '@scelle/core';
import { InterconnectError } from '../errors/interconnect-error.ts';
import { jsonReply, type Reply } from '../http/reply.ts';
import { readBody, requireMediaType } from '../http/request-body.ts';
import type { SignedDocument } from '../ports/documents.ts';
import type { Caller, Outlet } from '../ports/reception.ts';
import {
  type DecisionsReply,
  fromSignedText,
  MAX_DOCUMENT,
  readMessage,
  signedText,
  toSignedText,
  type WaitingReply,
} from '../protocol/messages.ts';
import type { Work } from './work.ts';

/** What a message with one signed document has beside it at most, with what its quotes and line ends take in a string. */
const AROUND = 65_536;

/** How long what is taken may be: a receipt lists what was refused of 100,000 records, a notice or a decision is short. */
const longest = { takeReceipt: 1.25 * MAX_DOCUMENT + AROUND, takeNotice: AROUND, takeDecision: AROUND } as const;

/** A message is an object of two texts. */
const MOST_VALUES = 8;

/** What can be wrong with a signed document, whatever is wrong with this host. */
const DOCUMENT = /^(?:receipt|notice|decision|document|signature|json|utf8|public-key)-/;

const RANGE = /^bytes=(0|[1-9][0-9]{0,15})-$/;

/** What waits for the principal. Throws `not-permitted`. Source: docs/protocol.md § Gateway. */
export async function listWaiting({ reception, lastPull, now }: Work, caller: Caller): Promise<Reply> {
  const batches = await requireOutlet(reception.outlet, caller).listWaiting();
  lastPull.at = now();
  return jsonReply(200, { batches } satisfies WaitingReply);
}

/** What was decided here and the principal has not got yet. Throws `not-permitted`. Source: docs/protocol.md § Gateway. */
export async function listDecisions({ reception }: Work, caller: Caller): Promise<Reply> {
  const decisions = await requireOutlet(reception.outlet, caller).listDecisions();
  return jsonReply(200, { decisions: decisions.map(toSignedText) } satisfies DecisionsReply);
}

/** The bytes of a waiting batch, from where the range says. Throws `not-permitted`, `resource-unknown`, `request-invalid`. */
export async function sendWaiting(
  { reception, log }: Work,
  caller: Caller,
  manifest: string,
  { headers: { range } }: IncomingMessage,
): Promise<Reply> {
  const source = await requireOutlet(reception.outlet, caller).openWaiting(manifest);
  if (source === null) throw new InterconnectError('resource-unknown');
  const { size } = source;
  const start = range === undefined ? 0 : Number(RANGE.exec(range)?.[1] ?? size + 1);
  if (start > size) {
    await source.close();
    throw new InterconnectError('request-invalid', { field: 'Range' });
  }
  log({ event: 'handed-on', peer: caller.name, manifest, bytes: size - start });
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': String(size - start) };
  const contentRange = { 'Content-Range': `bytes ${start}-${Math.max(start, size - 1)}/${size}` };
  const streamed = { body: source.stream({ start, end: size }), release: () => source.close() };
  return range === undefined
    ? { status: 200, headers, ...streamed }
    : { status: 206, headers: { ...headers, ...contentRange }, ...streamed };
}

/** Takes a signed document of the principal. Throws `not-permitted`, `request-invalid` with the code of what is wrong. */
export async function takeDocument(
  work: Work,
  caller: Caller,
  request: IncomingMessage,
  kind: 'takeReceipt' | 'takeNotice' | 'takeDecision',
): Promise<Reply> {
  const outlet = requireOutlet(work.reception.outlet, caller);
  requireMediaType(request, 'application/json');
  // One after the other: each may take memory for a document at its limit.
  return work.exclusively('document', async () => {
    const signed = parseSigned(await readBody(request, longest[kind]));
    try {
      await outlet[kind](signed);
    } catch (error) {
      throw toRefusal(error);
    }
    return { status: 204 };
  });
}

function requireOutlet(outlet: Outlet | undefined, { kind }: Caller): Outlet {
  if (outlet === undefined || kind !== 'principal') throw new InterconnectError('not-permitted');
  return outlet;
}

function parseSigned(bytes: Uint8Array): SignedDocument {
  const { data } = signedText.safeParse(readMessage(bytes, MOST_VALUES));
  if (data === undefined) throw new InterconnectError('request-invalid', { field: 'document' });
  return fromSignedText(data);
}

function toRefusal(error: unknown): unknown {
  if (!ScelleError.is(error) || !DOCUMENT.test(error.code)) return error;
  const { code } = error;
  // Version 0.1.0 takes no code of a problem that it does not know; what is wrong is beside it.
  return new InterconnectError('request-invalid', { field: code }, { cause: error, codes: [code] });
}
