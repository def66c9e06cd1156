import type { BatchSource, ClosableSource, Container, SignedDocument } from '@scelle/core';
import type { Finding, SealedReport, VerificationReport } from './report.ts';

/** How a batch came or goes: over the network, on discs, or as a file that somebody brought. */
export type Channel = 'network' | 'media' | 'file';

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
   * Path of a file that holds the source's bytes, belongs to the caller, and is written by nobody any more: the intake may
   * keep the batch by a second name for it instead of copying, and verifies it by that name. The caller removes its own
   * name, if it wants to, once `deliver` has returned.
   */
  readonly file?: string;
  /** Ends the verification with its reason. */
  readonly signal?: AbortSignal;
  /**
   * Called just before the batch is kept, when nobody else can change the station any more: what it throws, `deliver`
   * throws, and nothing is kept.
   */
  readonly checkBeforeKeeping?: () => Promise<void>;
}

/**
 * Whether the bytes of an announced batch are wanted:
 * *wanted*; *known*, because they came before; *refused*, because the batch could not be accepted however whole it is: `codes` say why, in the report or in an earlier decision.
 */
export type AnnouncementAnswer =
  | { readonly kind: 'wanted'; readonly report: SealedReport }
  | { readonly kind: 'known'; readonly report: SealedReport; readonly receipts: readonly SignedDocument[] }
  | { readonly kind: 'refused'; readonly report: SealedReport; readonly codes: readonly string[] };

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
  readonly waitsFor: readonly Finding<string>[];
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
  /**
   * What is decided about a batch whose announcement was refused, for a sender that asks: it is rejected for good, and its
   * number is used up. Null where nothing is decided, and the announcement may be made again.
   */
  decide(announcement: Announcement, delivery: Pick<Delivery, 'channel' | 'origin'>): Promise<SignedDocument | null>;
  /** Verifies a batch and keeps it, durably and once, with its receipt. A repeat changes nothing. */
  deliver(source: BatchSource, delivery: Delivery): Promise<DeliveryResult>;
  /** The receipts issued to this sender for that batch, in the order of their stages. */
  findReceipts(sender: string, manifestDigest: string): Promise<readonly SignedDocument[]>;
  /** The streams of a sender, or of all, sorted by name. */
  listStreams(sender?: string): Promise<readonly StreamState[]>;
}

/** Who is at the other end of a connection, as a certificate says that a confirmed card names. */
export interface Caller {
  readonly name: string;
  /**
   * *peer*: hands over batches. *principal*: the party for which this host stands on the network, and which fetches what
   * arrived here.
   */
  readonly kind: 'peer' | 'principal';
}

/** What the recipient last said of the network channel with a peer, signed. */
export interface ChannelNotice {
  readonly state: 'suspended' | 'open';
  readonly signed: SignedDocument;
}

/** How a reception stands, for those who watch over it. */
export interface ReceptionState {
  /** Whether everything is there that a batch is received with. */
  readonly isUsable: boolean;
  /** Batches that nobody has fetched or opened yet. */
  readonly waiting: number;
  /** When the oldest of them came; null where none waits. */
  readonly oldestWaiting: string | null;
  /** The channels of those of whom there is a card, by name. */
  readonly channels: readonly { readonly peer: string; readonly state: ChannelNotice['state'] }[];
}

/** What a station gives to a receiver: who may call, what is wanted of them, and where it goes. */
export interface Reception {
  readonly intake: Intake;
  /** Whose certificate (DER) it is, as the cards and revocations are at this moment; null for a stranger. */
  findCaller(certificate: Uint8Array): Promise<Caller | null>;
  /** Whether a party may call at this moment, with whichever certificate; where it is left out, everybody may. */
  isAdmitted?(party: string): Promise<boolean>;
  /** Null where nothing was ever said of the channel, so that it is open. */
  findNotice(peer: string): Promise<ChannelNotice | null>;
  /** How it stands; where it is left out, nobody is told. Throws where the station cannot be read. */
  readState?(): Promise<ReceptionState>;
  /** What the principal fetches; only where this host stands for another. */
  readonly outlet?: Outlet;
}

/** A batch that waits for the principal. */
export interface WaitingBatch {
  /** Such as `tmg.arcom.music.000042`. */
  readonly name: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  /** Length of the whole batch. */
  readonly bytes: number;
}

/** What the host on the network hands on to the party for which it stands. */
export interface Outlet {
  /** In the order of streams and numbers. */
  listWaiting(): Promise<readonly WaitingBatch[]>;
  /** The bytes of a waiting batch; null where there is none with that manifest. The caller closes it. */
  openWaiting(manifest: string): Promise<ClosableSource | null>;
  /**
   * Takes a receipt that the principal issued, for the sender to fetch. One of the stage *delivery* says that the batch
   * is safe, and lets it go here. Throws errors with codes for what is not the principal's.
   */
  takeReceipt(signed: SignedDocument): Promise<void>;
  /** What was decided here in the name of the principal and it has not yet got, the oldest first. */
  listDecisions(): Promise<readonly SignedDocument[]>;
  /**
   * Takes a decision of the principal, for the sender to fetch, or one that was made here and is now known there. Throws
   * errors with codes for what is not the principal's.
   */
  takeDecision(signed: SignedDocument): Promise<void>;
  /** Takes a notice of the principal about a channel. Throws errors with codes for what is not the principal's. */
  takeNotice(signed: SignedDocument): Promise<void>;
}

/** What became of a number of a stream: nothing that bears it has come, or what has. */
export type PlaceState = 'accepted' | 'held' | 'rejected' | 'missing';

/** One number of a stream. */
export interface StreamPlace {
  readonly sequence: number;
  readonly state: PlaceState;
  /** How it came; null for what is missing. */
  readonly channel: Channel | null;
}

/** A part of a stream: its numbers one after the other, as a ledger knows them. */
export interface StreamPicture {
  readonly places: readonly StreamPlace[];
}
