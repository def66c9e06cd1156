import { type Signer, toInstant } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { publicKeyOf } from '../cards/card.ts';
import { findCurrentCard } from '../cards/card-store.ts';
import { requireReason } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station, StationChange } from '../home/station.ts';
import {
  type ChannelState,
  findNewestNotice,
  insertNotice,
  NOTICE_FORMAT,
  type Notice,
  noticeDocument,
  type StoredNotice,
} from './notice.ts';

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
