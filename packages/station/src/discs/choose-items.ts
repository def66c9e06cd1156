import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { PublicKey } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { listTrustedKeys } from '../cards/revocations.ts';
import { StationError } from '../errors/station-error.ts';
import type { Station } from '../home/station.ts';
import { isOnDiscs } from '../ledger/disc-sets.ts';
import { findSentByName } from '../ledger/sent-batches.ts';
import { exportReceipts, type ReceiptFiles } from '../receipts/export-receipts.ts';
import { listOutgoing, type OutgoingBatch } from '../sending/pending.ts';
import { type Settings, sendingRules } from '../settings/settings.ts';

/** Which batches are to go onto discs. */
export interface ItemSelection {
  /** To whom; without it to anybody. */
  readonly recipient?: string;
  /** Also those that left on discs before, and of which no receipt came back. */
  readonly again?: boolean;
}

/** The batches of the outbox that wait to leave on discs. */
export interface WaitingBatches {
  readonly ready: readonly OutgoingBatch[];
  /** Those that lack a co-signature. */
  readonly unsigned: readonly OutgoingBatch[];
}

/** The batches that wait to leave on discs, in the order of their streams. */
export async function listForDiscs(
  station: Station,
  settings: Settings,
  { recipient, again = false }: ItemSelection,
): Promise<WaitingBatches> {
  const outgoing = (await listOutgoing(station, settings)).filter(
    ({ batch }) =>
      (recipient === undefined || batch.recipient === recipient) && (again || !isOnItsWay(batch.state, batch.channel)),
  );
  return {
    ready: outgoing.filter(({ missing }) => missing.length === 0),
    unsigned: outgoing.filter(({ missing }) => missing.length > 0),
  };
}

/** Discs take days to arrive; what went over the network and was not acknowledged may never have arrived. */
function isOnItsWay(state: string, channel: string | null): boolean {
  return state === 'sent' && channel === 'media';
}

/** Throws `media-not-allowed` where the policy lets nothing leave on discs for that peer. */
export function requireMediaAllowed(settings: Settings, recipient: string): void {
  if (sendingRules(settings, recipient).channels.includes('media')) return;
  throw new StationError('media-not-allowed', { name: recipient });
}

/** A receipt that was issued here, as files, with the digest by which a set names it. */
export interface IssuedReceipt extends ReceiptFiles {
  /** SHA-256 of the document, hex. */
  readonly digest: string;
}

/**
 * The receipts that were issued to a party and have not left on discs yet; with `again` all of them. Throws the codes of
 * `exportReceipts`.
 */
export async function listReceiptsForDiscs(
  station: Station,
  { party, again = false }: { readonly party: string; readonly again?: boolean },
): Promise<readonly IssuedReceipt[]> {
  const receipts: IssuedReceipt[] = [];
  for (const files of await exportReceipts(station, { party })) {
    const digest = toSha256Hex(await readFile(files.document));
    if (again || !(await isOnDiscs(station.ledger, 'sent', digest))) receipts.push({ ...files, digest });
  }
  return receipts;
}

/** What a re-supply is made from. */
export interface RequestedFiles {
  /** Paths of batches. */
  readonly batches: readonly string[];
  readonly receipts: readonly ReceiptFiles[];
}

/** What of a set is asked for. */
export interface RequestedContent {
  readonly recipient: string;
  /** Digests of the manifests of batches. */
  readonly manifests: readonly string[];
  /** Whether receipts are among what is asked for. */
  readonly hasReceipts: boolean;
}

/** The files of the station of which blocks are asked for; what is gone is left out. */
export async function findRequestedFiles(
  station: Station,
  { recipient, manifests, hasReceipts }: RequestedContent,
): Promise<RequestedFiles> {
  const batches = (
    await Array.fromAsync(manifests, async (digest) => (await findSentByName(station.ledger, digest))?.file ?? [])
  )
    .flat()
    .map((file) => station.layout.path('outbox', file))
    .filter((path) => existsSync(path));
  const receipts = hasReceipts ? await listReceiptsForDiscs(station, { party: recipient, again: true }) : [];
  return { batches, receipts };
}

/** A key with which the description of a set may be signed. */
export interface SetSender {
  readonly name: string;
  readonly publicKey: PublicKey;
}

/**
 * The keys of all confirmed parties. One that was revoked or has expired since counts as well: what was on its way must
 * still be found on its discs, and each batch is judged by itself.
 */
export async function listSetSenders(
  { ledger }: Station,
  { keyValidityDays }: Settings,
): Promise<readonly SetSender[]> {
  return (await listTrustedKeys(ledger, keyValidityDays)).flatMap(({ name, publicKey }) =>
    name === null ? [] : [{ name, publicKey }],
  );
}
