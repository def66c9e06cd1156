import type { BatchSource, Container } from '@scelle/core';
import type { Finding, VerificationReport } from './report.ts';

/** How a batch came or goes: over the network, on discs, or as a file that somebody brought. */
export type Channel = 'network' | 'media' | 'file';

/** A document and the minisign file that signs it, the bytes of both. */
export interface SignedDocument {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
}

/** A batch of which everything but the payload is here. */
export interface Announcement {
  readonly container: Omit<Container, 'payload'>;
  /** Length in bytes of the payload that is announced. */
  readonly payloadBytes: number;
}

/** How a batch came. */
export interface Delivery {
  readonly channel: Channel;
  /**
   * Name of the file or disc, which is untrusted, or of the party at the other end of the network; for the report. It may
   * not be personal data.
   */
  readonly origin: string;
  /**
   * Path of a file that holds exactly the source's bytes, belongs to the caller, and is written by nobody any more: the
   * intake may keep the batch by a second name for it instead of copying. The caller removes its own name, if it wants
   * to, once `deliver` has returned.
   */
  readonly file?: string;
  /**
   * Called just before the batch is kept, when nobody else can change the station any more: what it throws, `deliver`
   * throws, and nothing is kept.
   */
  readonly checkBeforeKeeping?: () => void;
}

/**
 * Whether the bytes of an announced batch are wanted:
 * *wanted*; *known*, because they came before; *refused*, because the batch could not be accepted however whole it is.
 */
export type AnnouncementAnswer =
  | { readonly kind: 'wanted'; readonly report: VerificationReport }
  | { readonly kind: 'known'; readonly report: VerificationReport; readonly receipts: readonly SignedDocument[] }
  | { readonly kind: 'refused'; readonly report: VerificationReport };

/** What became of a delivered batch. */
export type DeliveryOutcome = 'accepted' | 'held' | 'rejected' | 'duplicate' | 'quarantined';

/** A batch that had been waiting and went its way because of this delivery. */
export interface FollowedBatch {
  readonly sender: string;
  readonly stream: string;
  readonly sequence: number;
  readonly manifestDigest: string;
  readonly outcome: 'accepted' | 'rejected';
  readonly codes: readonly string[];
  readonly receipts: readonly SignedDocument[];
}

/** What `deliver` came to. */
export interface DeliveryResult {
  readonly outcome: DeliveryOutcome;
  readonly report: VerificationReport;
  /** What the batch waits for, where it is held: a gap is followed up by itself, anything else needs a person. */
  readonly waitsFor: readonly Finding[];
  /** The receipts issued for this batch so far, in the order of their stages; none for what is quarantined. */
  readonly receipts: readonly SignedDocument[];
  /** Those that followed, in their order. */
  readonly followed: readonly FollowedBatch[];
}

/** How far a stream has come. */
export interface StreamState {
  readonly sender: string;
  readonly stream: string;
  /** The number that is expected next. */
  readonly expected: number;
  /** Numbers that are held, waiting for an earlier one or for a person. */
  readonly held: readonly number[];
  /** Numbers that are missing before the last one that is here. */
  readonly missing: readonly number[];
}

/** Where the channels hand over batches; a channel decides nothing about their validity. */
export interface Intake {
  /** Judges a batch before its payload is taken: trust, addressee, place in the stream. Nothing is kept but who told two stories. */
  judgeAnnouncement(
    announcement: Announcement,
    delivery: Pick<Delivery, 'channel' | 'origin'>,
  ): Promise<AnnouncementAnswer>;
  /** Verifies a batch and keeps it, durably and once, with its receipt. A repeat changes nothing. */
  deliver(source: BatchSource, delivery: Delivery): Promise<DeliveryResult>;
  /** The receipts issued to this sender for that batch, in the order of their stages. */
  findReceipts(sender: string, manifestDigest: string): Promise<readonly SignedDocument[]>;
  /** The streams of a sender, or of all, sorted by name. */
  listStreams(sender?: string): Promise<readonly StreamState[]>;
}
