import { limits, ScelleError } from '@scelle/core';
import {
  choice,
  closedObject,
  list,
  MAX_JSON_DEPTH,
  name,
  readStrictJson,
  safeInteger,
  sha256Hex,
  string,
} from '@scelle/core/internal';
import { z } from 'zod';
import type { SignedDocument, StreamState, WaitingBatch } from '../ports/documents.ts';

/** Where a receiver has what. Source: docs/protocol.md § Resources. */
export const paths = {
  batches: '/v1/batches',
  uploads: '/v1/uploads',
  streams: '/v1/streams',
  channel: '/v1/channel',
  health: '/v1/health',
  decisions: '/v1/decisions',
  inbox: '/v1/inbox',
  inboxDecisions: '/v1/inbox/decisions',
  receipts: '/v1/receipts',
  notices: '/v1/notices',
} as const;

/** Where the receipts of a batch are. */
export function receiptsPath(manifestDigest: string): string {
  return `${paths.batches}/${manifestDigest}/receipts`;
}

/** Where the bytes of an upload go. */
export function uploadPath(id: string): string {
  return `${paths.uploads}/${id}`;
}

/** Where a gateway has a batch. */
export function waitingPath(manifestDigest: string): string {
  return `${paths.inbox}/${manifestDigest}`;
}

/** A signed document in a message: the very texts of the two files, so that its bytes are what was signed. */
export interface SignedText {
  readonly document: string;
  readonly signature: string;
}

/** The longest document that anybody signs: a receipt with a reject for each of 100,000 records. */
export const MAX_DOCUMENT = limits.receiptBytes;
const MAX_SIGNATURE = 4_096;

/** The schema of a signed document in a message. */
export const signedText: z.ZodType<SignedText> = closedObject({
  document: z.string().max(MAX_DOCUMENT),
  signature: z.string().max(MAX_SIGNATURE),
});

/** The longest decision. */
const MAX_DECISION = 16_384;

/** The schema of a decision in a message. */
const signedDecision: z.ZodType<SignedText> = closedObject({
  document: z.string().max(MAX_DECISION),
  signature: z.string().max(MAX_SIGNATURE),
});

/** A signed document as it goes into a message. */
export function toSignedText({ document, signature }: SignedDocument): SignedText {
  const decoder = new TextDecoder();
  return { document: decoder.decode(document), signature: decoder.decode(signature) };
}

/** The bytes that were signed. */
export function fromSignedText({ document, signature }: SignedText): SignedDocument {
  const encoder = new TextEncoder();
  return { document: encoder.encode(document), signature: encoder.encode(signature) };
}

/** What a receiver answers to an announcement that it does not refuse. Source: docs/protocol.md § Announcement. */
export type AnnouncementReply =
  /** The upload waits at `upload` for byte `offset` of `bytes`. */
  | { readonly state: 'wanted'; readonly upload: string; readonly offset: number; readonly bytes: number }
  /** The batch is here; these are the receipts issued so far. */
  | { readonly state: 'received'; readonly receipts: readonly SignedText[] };

/** The receipts of a batch. Source: docs/protocol.md § Receipts, streams, channel, health. */
export interface ReceiptsReply {
  readonly receipts: readonly SignedText[];
}

/** What is decided about a batch that was refused, if anything is. Source: docs/protocol.md § Decisions. */
export interface DecisionReply {
  readonly decision: SignedText | null;
}

/** What a gateway decided and its principal has not got yet. Source: docs/protocol.md § Gateway. */
export interface DecisionsReply {
  readonly decisions: readonly SignedText[];
}

/** How far the streams of the caller have come. Source: docs/protocol.md § Receipts, streams, channel, health. */
export interface StreamsReply {
  readonly streams: readonly StreamState[];
}

/** What the recipient last said of the channel. Source: docs/protocol.md § Receipts, streams, channel, health. */
export interface ChannelReply {
  readonly state: 'suspended' | 'open';
  readonly notice: SignedText | null;
}

/** Whether the receiver works. Source: docs/protocol.md § Receipts, streams, channel, health. */
export interface HealthReply {
  readonly status: 'ok' | 'full';
  readonly version: string;
}

/** What waits at a gateway for its principal. Source: docs/protocol.md § Gateway. */
export interface WaitingReply {
  readonly batches: readonly WaitingBatch[];
}

const STAGES = 3;
const MAX_LISTED = 100_000;
const MAX_DECISIONS = 256;

const number = safeInteger(0, Number.MAX_SAFE_INTEGER);
const receipts = list(signedText, 0, STAGES);

const UPLOAD = /^\/v1\/uploads\/[0-9a-f]{64}$/;
const BATCH_NAME = /^[a-z0-9.-]{1,160}$/;

/** How an answer of one kind is read, and what it may be before memory is taken for it. */
export interface AnswerKind<Answer> {
  readonly schema: z.ZodType<Answer>;
  /** The most bytes of it, and the most values of its JSON. */
  readonly bytes: number;
  readonly values: number;
}

/** A document of a few texts and numbers, with a notice at most. */
const small = { bytes: 65_536, values: 256 } as const;

/** As many receipts as there are stages, each at its limit, with what its quotes and line ends take within a string. */
const withReceipts = { bytes: STAGES * 1.25 * MAX_DOCUMENT + small.bytes, values: 64 } as const;

/** Lists at their limit: 300 bytes and four values an entry. */
const withLists = { bytes: 300 * MAX_LISTED + small.bytes, values: 4 * MAX_LISTED + small.values } as const;

/** As many decisions as go at a time, each at its limit, with what its quotes and line ends take within a string. */
const withDecisions = { bytes: MAX_DECISIONS * 32_768, values: 3 * MAX_DECISIONS + 8 } as const;

/** The schemas by which the answers of a receiver are read. */
const schemas = {
  announcement: z.union([
    closedObject({
      state: choice(['wanted']),
      upload: string((text) => UPLOAD.test(text), 'text:100'),
      offset: number,
      bytes: number,
    }),
    closedObject({ state: choice(['received']), receipts }),
  ]) as z.ZodType<AnnouncementReply>,
  receipts: closedObject({ receipts }) as z.ZodType<ReceiptsReply>,
  decision: closedObject({ decision: signedDecision.nullable() }) as z.ZodType<DecisionReply>,
  decisions: closedObject({ decisions: list(signedDecision, 0, MAX_DECISIONS) }) as z.ZodType<DecisionsReply>,
  channel: closedObject({
    state: choice(['suspended', 'open']),
    notice: signedText.nullable(),
  }) as z.ZodType<ChannelReply>,
  streams: closedObject({
    streams: list(
      closedObject({
        sender: name(),
        stream: name(),
        expected: number,
        held: list(number, 0, MAX_LISTED),
        missing: list(number, 0, MAX_LISTED),
      }),
      0,
      MAX_LISTED,
    ),
  }) as z.ZodType<StreamsReply>,
  waiting: closedObject({
    batches: list(
      closedObject({
        name: string((text) => BATCH_NAME.test(text), 'text:160'),
        manifest: sha256Hex(),
        bytes: number,
      }),
      0,
      MAX_LISTED,
    ),
  }) as z.ZodType<WaitingReply>,
} as const;

/** How the answers of a receiver are read. */
export const answerKinds: {
  readonly announcement: AnswerKind<AnnouncementReply>;
  readonly receipts: AnswerKind<ReceiptsReply>;
  readonly decision: AnswerKind<DecisionReply>;
  readonly decisions: AnswerKind<DecisionsReply>;
  readonly channel: AnswerKind<ChannelReply>;
  readonly streams: AnswerKind<StreamsReply>;
  readonly waiting: AnswerKind<WaitingReply>;
  readonly problem: AnswerKind<unknown>;
  readonly nothing: AnswerKind<unknown>;
} = {
  announcement: { schema: schemas.announcement, ...withReceipts },
  receipts: { schema: schemas.receipts, ...withReceipts },
  decision: { schema: schemas.decision, ...small },
  decisions: { schema: schemas.decisions, ...withDecisions },
  channel: { schema: schemas.channel, ...small },
  streams: { schema: schemas.streams, ...withLists },
  waiting: { schema: schemas.waiting, ...withLists },
  problem: { schema: z.unknown(), ...small },
  nothing: { schema: z.unknown(), ...small },
};

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The JSON value of a message, or undefined where it is none, is nested too deep, or has more than `values` values. It is
 * counted before anything is made of it: a list of empty lists takes twenty times the memory of its text.
 */
export function readMessage(bytes: Uint8Array, values: number): unknown {
  if (!isBounded(bytes, values)) return undefined;
  try {
    return readStrictJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    // The bytes are no UTF-8, or the text is no JSON.
    if (error instanceof TypeError || ScelleError.is(error)) return undefined;
    throw error;
  }
}

/** Each byte is looked at once; within strings nothing counts. Every value but the first stands behind one of these. */
function isBounded(bytes: Uint8Array, values: number): boolean {
  let depth = 0;
  let count = 1;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (byte === QUOTE) index = findClosingQuote(bytes, index);
    else if (byte === COMMA) count += 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) [depth, count] = [depth + 1, count + 1];
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    if (depth > MAX_JSON_DEPTH || count > values) return false;
  }
  return true;
}

/** Position of the quote that ends the string, or behind the end of the text. */
function findClosingQuote(bytes: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== QUOTE) index += bytes[index] === BACKSLASH ? 2 : 1;
  return index;
}
