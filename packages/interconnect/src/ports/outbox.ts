import type { ClosableSource } from '@scelle/core';
import type { Remote, TlsIdentity } from '../tls/remote.ts';
import type { AcceptedReceipt, ChannelDecision, SignedDocument } from './documents.ts';

/** A party that calls others. */
export interface CallingParty {
  /**
   * Where another party is reached, and by which certificates it is known. Throws errors with codes for one that is
   * unknown, revoked, or has no address.
   */
  findRemote(name: string): Promise<Remote>;
  /** What this party shows of itself where it calls. */
  loadIdentity(): Promise<TlsIdentity>;
}

/** A batch that has no delivery receipt yet. */
export interface OutgoingBatch {
  /** Such as `tmg.arcom.music.000042`. */
  readonly name: string;
  readonly recipient: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  /** What keeps it from leaving: *unsigned*: co-signatures are missing; *barred*: it may go by other channels only. */
  readonly obstacle: 'unsigned' | 'barred' | null;
  /** Its bytes, which are checked to be those of this batch. */
  open(): Promise<ClosableSource>;
  /** Notes that it is about to leave; called before its first byte does. */
  markSent(): Promise<void>;
}

/** A receipt that was checked and kept. */
export interface KeptReceipt extends Required<AcceptedReceipt> {
  /** The name of its batch. */
  readonly batch: string;
  /** Whether it, or a later one of its stage, was not known before. */
  readonly isNew: boolean;
}

/** A decision of a recipient about a batch of this party, checked and kept: it is rejected for good. */
export interface KeptDecision {
  readonly stream: string;
  readonly sequence: number;
  readonly codes: readonly string[];
  readonly decidedBy: string;
}

/** Which batches are to be sent. */
export interface OutgoingSelection {
  /** Names, digests of manifests, or file names; none for all that have no delivery receipt. */
  readonly names?: readonly string[];
  /** Only those for this party. */
  readonly recipient?: string;
}

/**
 * What sending asks of the party that sends: what has to go, and where to keep what comes back.
 * `createOutbox` of `@scelle/station` gives that of a station.
 */
export interface Outbox extends CallingParty {
  /** The parties that are called for receipts even where nothing waits for them. */
  listRecipients(): Promise<readonly string[]>;
  /** The batches without a delivery receipt, in their order. Throws errors with codes for an unknown name or recipient. */
  listOutgoing(choice: OutgoingSelection): Promise<readonly OutgoingBatch[]>;
  /** The batches of which the recipient has not said its last word. */
  listAwaitingReceipts(recipient: string): Promise<readonly Pick<OutgoingBatch, 'name' | 'manifest'>[]>;
  /** Checks a receipt against its issuer and against what was sent, and keeps it. Throws where it cannot be believed. */
  keepReceipt(signed: SignedDocument): Promise<KeptReceipt>;
  /** The same for a decision; null where it does not reject the batch. */
  keepDecision(signed: SignedDocument): Promise<KeptDecision | null>;
  /** The same for a notice about a channel; an older one than the known one changes nothing. */
  keepNotice(signed: SignedDocument): Promise<void>;
  /** The notice by which the channel with a party is suspended, whoever of the two issued it; null where it is open. */
  findSuspension(peer: string): Promise<ChannelDecision | null>;
}
