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

/** What a party durably knows of the batches it received. Verification only reads it. */
export interface Ledger {
  judgeSequence(manifest: Manifest, manifestDigest: string): Promise<SequenceDisposition>;
}
