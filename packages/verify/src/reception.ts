import type { ClosableSource } from '@scelle/core';
import type { Intake, SignedDocument } from './intake.ts';

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

/** What a station gives to a receiver: who may call, what is wanted of them, and where it goes. */
export interface Reception {
  readonly intake: Intake;
  /** Whose certificate (DER) it is, as the cards and revocations are at this moment; null for a stranger. */
  findCaller(certificate: Uint8Array): Caller | null;
  /** Null where nothing was ever said of the channel, so that it is open. */
  findNotice(peer: string): ChannelNotice | null;
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
  /** Takes a notice of the principal about a channel. Throws errors with codes for what is not the principal's. */
  takeNotice(signed: SignedDocument): Promise<void>;
}
