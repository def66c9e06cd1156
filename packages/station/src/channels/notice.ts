import { type SignedDocument, type Signer, toInstant } from '@scelle/core';
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
  toSha256Hex,
} from '@scelle/core/internal';
import { publicKeyOf } from '../cards/card.ts';
import { findCurrentCard } from '../cards/card-store.ts';
import { requireReason } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import type { Station, StationChange } from '../home/station.ts';
import { findNewestSignedNotice, insertSignedNotice, listSignedNotices } from '../ledger/notices.ts';

/** The format word of a notice. */
export const NOTICE_FORMAT = 'scelle.notice/1' as const;

/** Whether batches may come by a channel. */
export type ChannelState = 'suspended' | 'open';

/** What a party lets another know of a channel between them. It holds no personal data. Source: docs/station-documents.md § Notices. */
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

/** A notice is signed by its issuer, in the role of the signing key. Source: docs/station-documents.md § Notices. */
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

/** What is decided about a channel, and by whom it is signed. */
export interface NoticeRequest {
  readonly peer: string;
  readonly state: ChannelState;
  readonly reference: string;
  readonly reason: string;
  /** A signing key of this party. */
  readonly signer: Signer;
}

/**
 * Suspends or opens the network channel with a peer: from now on the receiver of this station keeps to it, and shows the
 * signed notice to the peer. Throws `peer-unknown`, `reason-invalid`, `channel-of-gateway`, `channel-state-unchanged`,
 * `key-unknown`.
 */
export async function issueNotice(station: Station, request: NoticeRequest): Promise<StoredNotice> {
  for (const text of [request.reference, request.reason]) requireReason(text);
  return station.exclusively(async () => {
    const notice = await draftNotice(station, request);
    const { role, signer } = await findRole(station, request.signer);
    const stored = { notice, ...(await noticeDocument.sign(notice, signer, role)) };
    await station.change(async (inside) => {
      await insertNotice(inside.ledger, stored, notice.issuedAt);
      await recordNotice(inside, stored, `channel ${notice.state === 'open' ? 'resume' : 'suspend'}`);
    });
    return stored;
  });
}

async function draftNotice({ ledger, environment, name }: Station, request: NoticeRequest): Promise<Notice> {
  const { peer, state, reference, reason } = request;
  if ((await findCurrentCard(ledger, peer)) === null || peer === name)
    throw new StationError('peer-unknown', { name: peer });
  for (const party of [name, peer]) {
    const isGateway = (await findCurrentCard(ledger, party))?.card.role === 'gateway';
    // Nobody would keep to it: the gateway knows its party's notices, and the party calls the gateway by itself.
    if (isGateway) throw new StationError('channel-of-gateway', { name: party });
  }
  const before = await findNewestNotice(ledger, { station: name, peer });
  if ((before?.notice.state ?? 'open') === state) {
    throw new StationError('channel-state-unchanged', { name: peer, found: state });
  }
  return {
    format: NOTICE_FORMAT,
    station: name,
    peer,
    channel: 'network',
    number: (before?.notice.number ?? 0) + 1,
    previous: before && toSha256Hex(before.document),
    state,
    reference,
    reason,
    issuedAt: toInstant(environment.now()),
  };
}

/** In which role the card of this party lists the key. */
async function findRole(
  { ledger, name }: Station,
  signer: Signer,
): Promise<{ readonly role: string; readonly signer: Signer }> {
  const keys = (await findCurrentCard(ledger, name))?.card.signingKeys ?? [];
  const key = keys.find((entry) => Buffer.compare(publicKeyOf(entry).key, signer.publicKey) === 0);
  if (key === undefined)
    throw new StationError('key-unknown', { found: Buffer.from(signer.publicKey).toString('hex') });
  return { role: key.role, signer };
}

/** Enters a notice in the custody log, the same way on both sides; to be called within a transaction. */
export async function recordNotice(
  { record, name }: StationChange,
  { notice, document }: StoredNotice,
  command: string,
): Promise<void> {
  const { station, peer, channel, number, state, reference, reason } = notice;
  await record({
    command,
    act: state === 'suspended' ? 'channel-suspended' : 'channel-resumed',
    party: station === name ? peer : station,
    result: state,
    details: { station, peer, channel, number, reference, reason, digest: toSha256Hex(document) },
  });
}

/** The notice by which the network channel with a peer is suspended, whoever of the two issued it; null where it is open. */
export async function findSuspension({ ledger, name }: Station, peer: string): Promise<Notice | null> {
  const ends = [
    { station: name, peer },
    { station: peer, peer: name },
  ];
  const notices = (
    await Array.fromAsync(ends, async (pair) => (await findNewestNotice(ledger, pair))?.notice ?? [])
  ).flat();
  return notices.find(({ state }) => state === 'suspended') ?? null;
}
