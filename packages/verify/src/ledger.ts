import type { Manifest } from '@scelle/core';

/**
 * What a ledger says of a batch's place in its stream: *next* in sequence; *duplicate* of one that was accepted;
 * *gap* where earlier ones are missing; *equivocation* where the number was used for other content; *fork* where the
 * previous digest differs from that of the batch before.
 */
export type SequenceDisposition =
  | { readonly kind: 'next' }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'gap'; readonly expected: number }
  | { readonly kind: 'equivocation' }
  | { readonly kind: 'fork' };

/** Which records of accepted batches are counted. */
export interface RecordQuery {
  readonly controller: string;
  /** The day on which the batches were created, as `toDay` gives it. */
  readonly day: string;
  /** SHA-256 of the manifest of a batch that is left out: the one that is being verified, maybe once more. */
  readonly except: string;
}

/** What a party durably knows of the batches it received. Verification only reads it. */
export interface Ledger {
  judgeSequence(manifest: Manifest, manifestDigest: string): Promise<SequenceDisposition>;
  /** When an authentic batch with this manifest was first received: an instant, or null. */
  firstSeenAt?(manifestDigest: string): Promise<string | null>;
  /** How many records accepted batches hold; without it, a daily limit is held against the batch alone. */
  countRecords?(query: RecordQuery): Promise<number>;
}
