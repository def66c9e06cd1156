import { choice, closedObject, list, name, safeInteger, sha256Hex, string } from '@scelle/core';
import type { StreamState, WaitingBatch } from '@scelle/verify';
import { z } from 'zod';
import { MAX_DOCUMENT, type SignedText, signedDecision, signedText } from './signed-documents.ts';

/** What a receiver answers to an announcement that it does not refuse. Source: docs/protocol.md § Announcement. */
export type AnnouncementReply =
  /** The upload waits at `upload` for byte `offset` of `bytes`. */
  | { readonly state: 'wanted'; readonly upload: string; readonly offset: number; readonly bytes: number }
  /** The batch is here; these are the receipts issued so far. */
  | { readonly state: 'received'; readonly receipts: readonly SignedText[] };

/** The receipts of a batch. Source: docs/protocol.md § Receipts. */
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

/** How far the streams of the caller have come. Source: docs/protocol.md § Streams. */
export interface StreamsReply {
  readonly streams: readonly StreamState[];
}

/** What the recipient last said of the channel. Source: docs/protocol.md § Channel. */
export interface ChannelReply {
  readonly state: 'suspended' | 'open';
  readonly notice: SignedText | null;
}

/** Whether the receiver works. Source: docs/protocol.md § Health. */
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
