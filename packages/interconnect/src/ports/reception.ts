import type { BatchSource, ClosableSource, Container } from '@scelle/core';
import type { SignedDocument, StreamState, WaitingBatch } from './documents.ts';

/** A batch of which everything but the payload is here. */
export interface Announcement {
  readonly container: Omit<Container, 'payload'>;
  /** Length in bytes of the payload that is announced. */
  readonly payloadBytes: number;
}

/** From whom a batch comes. */
export interface Arrival {
  readonly channel: 'network';
  /** Name of the party at the other end. */
  readonly origin: string;
}

/** A batch that has come whole. */
export interface WholeArrival extends Arrival {
  /**
   * Path of a file that holds the source's bytes and is written by nobody any more: the intake may keep the batch by a
   * second name for it instead of copying. The receiver removes its own name once `deliver` has returned.
   */
  readonly file?: string;
  /**
   * To be called just before the batch is kept, when nobody else can change the station any more: what it throws,
   * `deliver` throws, and nothing is kept. A suspension counts from its moment on, however long a verification takes.
   */
  readonly checkBeforeKeeping?: () => Promise<void>;
}

/** What a verification found. */
export interface Found {
  readonly codes: readonly string[];
}

/**
 * Whether the bytes of an announced batch are wanted:
 * *wanted*; *known*, because they came before; *refused*, because the batch could not be accepted however whole it is.
 */
export type AnnouncementAnswer =
  | { readonly kind: 'wanted'; readonly report: Found }
  | { readonly kind: 'known'; readonly report: Found; readonly receipts: readonly SignedDocument[] }
  | { readonly kind: 'refused'; readonly codes: readonly string[] };

/** What became of a delivered batch. */
export type DeliveryOutcome = 'accepted' | 'held' | 'rejected' | 'duplicate' | 'quarantined';

/** What `deliver` came to. */
export interface DeliveryResult {
  /** *quarantined*: damaged or not believed; the sender is told, and has to send it again. */
  readonly outcome: DeliveryOutcome;
  readonly report: Found;
  /** The receipts issued for this batch so far, in the order of their stages. */
  readonly receipts: readonly SignedDocument[];
}

/** Where a receiver hands over batches; it decides nothing about their validity itself. */
export interface Intake {
  /** Judges a batch before its payload is taken: trust, addressee, place in the stream. */
  judgeAnnouncement(announcement: Announcement, arrival: Arrival): Promise<AnnouncementAnswer>;
  /**
   * What is decided about a batch whose announcement was refused, for a sender that asks: it is rejected for good, and its
   * number is used up. Null where nothing is decided, and the announcement may be made again.
   */
  decide(announcement: Announcement, arrival: Arrival): Promise<SignedDocument | null>;
  /** Verifies a batch and keeps it, durably and once, with its receipt. A repeat changes nothing. */
  deliver(source: BatchSource, arrival: WholeArrival): Promise<DeliveryResult>;
  /** The receipts issued to this sender for the batch with this manifest (SHA-256, hex), in the order of their stages. */
  findReceipts(sender: string, manifest: string): Promise<readonly SignedDocument[]>;
  /** The streams of a sender, sorted by name. */
  listStreams(sender: string): Promise<readonly StreamState[]>;
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

/**
 * What a receiver asks of the party that receives: who may call, what is wanted of them, and where it goes.
 * `createReception` of `@scelle/station` gives that of a station.
 */
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
