/** A document and the minisign file that signs it, the bytes of both. */
export interface SignedDocument {
  readonly document: Uint8Array;
  readonly signature: Uint8Array;
}

/** A batch that waits at a gateway for the party for which it stands. */
export interface WaitingBatch {
  /** Such as `tmg.arcom.music.000042`. */
  readonly name: string;
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  /** Length of the whole batch in bytes. */
  readonly bytes: number;
}

/** How far a stream has come at its recipient. */
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

/** What a party decided about the network channel between it and another. Source: docs/station-documents.md § Notices. */
export interface ChannelDecision {
  /** The party that decided, and the one that it concerns. */
  readonly station: string;
  readonly peer: string;
  readonly channel: 'network';
  readonly number: number;
  readonly state: 'suspended' | 'open';
  /** The decision or the letter on which it rests. */
  readonly reference: string;
  readonly reason: string;
  /** RFC 3339, UTC. */
  readonly issuedAt: string;
}

/** What a receipt turned out to say. */
export interface AcceptedReceipt {
  /** SHA-256 of the manifest, hex. */
  readonly manifest: string;
  readonly stage: 'delivery' | 'verification' | 'import';
  readonly outcome: 'accepted' | 'held' | 'rejected';
  /** Why it was rejected, or what it waits for. */
  readonly codes?: readonly string[];
}
