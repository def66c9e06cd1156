import type { SignedDocument } from '@scelle/core';
import {
  choice,
  closedObject,
  consistent,
  defineDocument,
  instant,
  name,
  type SignedDocumentKind,
  safeInteger,
  sha256Hex,
  text,
} from '@scelle/core/internal';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import { findNewestSignedNotice, insertSignedNotice, listSignedNotices } from '../ledger/notices.ts';

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

const noticeSchema = closedObject({
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
}).check(
  consistent<Notice>(({ number, previous, station, peer }) => [
    { field: 'previous', holds: (previous === null) === (number === 1) },
    { field: 'peer', holds: peer !== station },
  ]),
);

/** A notice is signed by its issuer, in the role of the signing key. Source: docs/format.md § Notices. */
export const noticeDocument: SignedDocumentKind<Notice> = defineDocument<Notice>(
  NOTICE_FORMAT,
  noticeSchema,
  { member: 'notice', limit: LIMIT },
  ({ station, issuedAt }) => ({ signer: station, time: issuedAt }),
);

/** The canonical bytes of a notice, and a notice of its bytes. */
export const { encode: encodeNotice, parse: parseNotice } = noticeDocument;

/** Between whom and in which direction a channel lies: `peer` hands over to `station`, or the other way round. */
interface ChannelEnds {
  readonly station: string;
  readonly peer: string;
}

/** A notice in the ledger. */
export interface StoredNotice extends SignedDocument {
  readonly notice: Notice;
}

/** Keeps a notice; to be called within a transaction. */
export async function insertNotice(
  ledger: LedgerTransaction,
  { notice, document, signature }: StoredNotice,
  at: string,
): Promise<void> {
  await insertSignedNotice(ledger, notice, { document, signature }, at);
}

/** The newest notice of one party about its network channel with another, or null where there is none. */
export async function findNewestNotice(
  ledger: LedgerReader,
  { station, peer }: ChannelEnds,
): Promise<StoredNotice | null> {
  const signed = await findNewestSignedNotice(ledger, { station, peer });
  return signed && toStored(signed);
}

/** Every notice that a party issued, or that concerns it, in the order of pairs and numbers. */
export async function listNotices(ledger: LedgerReader, party: string): Promise<StoredNotice[]> {
  return (await listSignedNotices(ledger, party)).map(toStored);
}

function toStored({ document, signature }: SignedDocument): StoredNotice {
  return { notice: parseNotice(document), document, signature };
}
