import {
  choice,
  closedObject,
  type Expectation,
  encodeDocument,
  instant,
  name,
  parseDocument,
  safeInteger,
  sha256Hex,
  text,
} from '@scelle/core';
import type { z } from 'zod';

/** The format word of a notice. */
export const NOTICE_FORMAT = 'scelle.notice/1' as const;

/** Whether batches may come by a channel. */
export type ChannelState = 'suspended' | 'open';

/** What a party lets another know of a channel between them. It holds no personal data. Source: docs/format.md § Notices. */
export interface Notice {
  readonly format: typeof NOTICE_FORMAT;
  /** The party that issues it. */
  readonly station: string;
  /** The party that it concerns. */
  readonly peer: string;
  readonly channel: 'network';
  /** From 1, without gaps per station, peer and channel. */
  readonly number: number;
  /** SHA-256 of the notice before, hex; null for number 1 and only there. */
  readonly previous: string | null;
  readonly state: ChannelState;
  /** The decision or the letter on which it rests. */
  readonly reference: string;
  readonly reason: string;
  readonly issuedAt: string;
}

const LIMIT = 8_192;

const noticeSchema: z.ZodType<Notice> = closedObject({
  format: choice([NOTICE_FORMAT]),
  station: name(),
  peer: name(),
  channel: choice(['network']),
  number: safeInteger(1, Number.MAX_SAFE_INTEGER),
  previous: sha256Hex().nullable(),
  state: choice(['suspended', 'open']),
  reference: text(256),
  reason: text(512),
  issuedAt: instant(),
}).check(({ value, issues }) => {
  const { number, previous, station, peer } = value;
  const rules = [
    { field: 'previous', holds: (previous === null) === (number === 1) },
    { field: 'peer', holds: peer !== station },
  ];
  for (const { field, holds } of rules) {
    if (!holds)
      issues.push({ code: 'custom', input: undefined, path: [field], message: 'consistent' satisfies Expectation });
  }
});

/** The canonical bytes of a notice. */
export function encodeNotice(notice: Notice): Uint8Array {
  return encodeDocument(notice);
}

/** Parses the bytes of a notice. Throws the codes of `parseDocument`. Source: docs/format.md § Notices. */
export function parseNotice(bytes: Uint8Array): Notice {
  return parseDocument(noticeSchema, bytes, { member: 'notice', limit: LIMIT });
}
