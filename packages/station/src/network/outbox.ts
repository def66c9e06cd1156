import { basename } from 'node:path';
import type { ClosableSource, SignedDocument } from '@scelle/core';
import { findCurrentCard, listCurrentCards } from '../cards/card-store.ts';
import { addNotice } from '../channels/add-notice.ts';
import { findSuspension, type Notice } from '../channels/notice.ts';
import { addDecision } from '../decisions/add-decision.ts';
import type { Decision } from '../decisions/decision.ts';
import { StationError } from '../errors/station-error.ts';
import { formatBatchName } from '../home/layout.ts';
import type { Station } from '../home/station.ts';
import { findSentByName, listSent } from '../ledger/sent-batches.ts';
import { addReceipt } from '../receipts/add-receipt.ts';
import { parseReceipt, type Receipt, receiptTrust } from '../receipts/receipt.ts';
import { markSent } from '../sending/pack-batch.ts';
import { listOutgoing, type OutgoingBatch, openOutgoing } from '../sending/pending.ts';
import { type Settings, sendingRules } from '../settings/settings.ts';
import { findRemote, loadIdentity } from './remote.ts';

/** The states of batches of which the recipient has not said its last word. */
const unsettled = ['sent', 'held', 'delivered', 'verified'] as const;

/** What a station gives to the sending end of `@scelle/interconnect`: its port `Outbox`. */
export type StationOutbox = ReturnType<typeof createOutbox>;

/**
 * A station as `sendOutbox` and `syncOutbox` of `@scelle/interconnect` ask for it: what is to be sent, where to, and where
 * receipts, decisions and notices are checked and kept.
 */
export function createOutbox(station: Station, settings: Settings) {
  const { ledger, name: own } = station;
  return {
    /** Throws `peer-unknown`, `peer-revoked`, `address-missing`. */
    findRemote: (name: string) => findRemote(station, name),
    /** Throws `certificate-missing`, `certificate-invalid`. */
    loadIdentity: () => loadIdentity(station),
    /** The authorities whose cards name an address. */
    listRecipients: async () =>
      (await listCurrentCards(ledger))
        .filter(({ card }) => card.party !== own && card.role === 'authority' && card.address !== null)
        .map(({ card }) => card.party),
    /** Throws `batch-unknown`, `peer-unknown`. */
    listOutgoing: (choice: OutgoingSelection) => chooseOutgoing(station, settings, choice),
    listAwaitingReceipts: async (recipient: string) =>
      (await listSent(ledger, unsettled))
        .filter((batch) => batch.recipient === recipient)
        .map(({ file, digest }) => ({ name: nameOf(file), manifest: digest })),
    /** An older receipt than the known one counts, too. Throws the codes of `addReceipt`. */
    keepReceipt: (signed: SignedDocument) => keepReceipt(station, settings, signed),
    /** Throws the codes of `addDecision`. */
    async keepDecision(signed: SignedDocument): Promise<Decision | null> {
      const { decision, state } = await addDecision(station, signed, await receiptTrust(station, settings));
      return state === 'rejected' ? decision : null;
    },
    /** Throws the codes of `addNotice`, but for an older notice: a restored receiver, or a liar, has that. */
    async keepNotice(signed: SignedDocument): Promise<void> {
      try {
        await addNotice(station, signed, settings);
      } catch (error) {
        const isOld = error instanceof StationError && error.code === 'notice-outdated';
        if (!isOld) throw error;
      }
    },
    findSuspension: async (peer: string): Promise<Notice | null> => findSuspension(station, peer),
  };
}

/** Which batches are to be sent. */
export interface OutgoingSelection {
  /** Names or files; none for all that are not acknowledged. */
  readonly names?: readonly string[];
  /** Only those for this peer. */
  readonly recipient?: string;
}

/** A batch of the outbox, ready to be sent or not. */
export interface WaitingToLeave {
  readonly name: string;
  readonly recipient: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  readonly obstacle: 'unsigned' | 'barred' | null;
  /** Throws the codes of `openOutgoing`. */
  open(): Promise<ClosableSource>;
  markSent(): Promise<void>;
}

/** None for a name whose batch has its delivery receipt already. */
async function chooseOutgoing(
  station: Station,
  settings: Settings,
  { names = [], recipient }: OutgoingSelection,
): Promise<readonly WaitingToLeave[]> {
  const { ledger } = station;
  if (recipient !== undefined && (await findCurrentCard(ledger, recipient)) === null) {
    throw new StationError('peer-unknown', { name: recipient });
  }
  const outgoing = await listOutgoing(station, settings);
  const wanted = names.map((name) => nameOf(basename(name)));
  for (const name of wanted) {
    if ((await findSentByName(ledger, name)) === null) throw new StationError('batch-unknown', { name });
  }
  return outgoing
    .filter(({ batch }) => recipient === undefined || batch.recipient === recipient)
    .filter(
      ({ batch: { file, digest } }) =>
        wanted.length === 0 || [nameOf(file), digest].some((each) => wanted.includes(each)),
    )
    .map((each) => toWaiting(station, settings, each));
}

function toWaiting(station: Station, settings: Settings, outgoing: OutgoingBatch): WaitingToLeave {
  const { batch, missing } = outgoing;
  const { recipient, digest: manifest } = batch;
  const mayLeave = sendingRules(settings, recipient).channels.includes('network');
  return {
    name: nameOf(batch.file),
    recipient,
    manifest,
    obstacle: missing.length > 0 ? 'unsigned' : mayLeave ? null : 'barred',
    open: () => openOutgoing(outgoing),
    markSent: () => markSent(station, [batch], { channel: 'network', carrier: recipient }),
  };
}

/** A receipt that was checked and kept, and whether it was news. */
export interface KeptReceipt extends Pick<Receipt, 'manifest' | 'stage' | 'outcome' | 'codes'> {
  /** The name of its batch. */
  readonly batch: string;
  readonly isNew: boolean;
}

async function keepReceipt(station: Station, settings: Settings, signed: SignedDocument): Promise<KeptReceipt> {
  try {
    const { receipt, outcome } = await addReceipt(station, signed, await receiptTrust(station, settings));
    return toKept(receipt, outcome === 'added');
  } catch (error) {
    const isOld = error instanceof StationError && error.code === 'receipt-outdated';
    if (!isOld) throw error;
    // It was verified, and a later one of the same stage is known.
    return toKept(parseReceipt(signed.document), false);
  }
}

function toKept(receipt: Receipt, isNew: boolean): KeptReceipt {
  const { manifest, stage, outcome, codes } = receipt;
  return { manifest, stage, outcome, codes, batch: formatBatchName(receipt), isNew };
}

function nameOf(file: string): string {
  return file.replace(/\.scelle$/, '');
}
