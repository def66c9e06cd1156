import type { Manifest, Profile, PublicKey } from '@scelle/core';
import type { Channel } from './intake.ts';

/** A public key that the policy trusts in one role. */
export interface TrustedKey {
  /** `sender` for seals, another role for co-signatures. */
  readonly role: string;
  /** The party or person whose key it is; null where any name in the signature will do. */
  readonly name: string | null;
  readonly publicKey: PublicKey;
  /** Instants between which the key may sign; no bound where left out. */
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** From then on nothing is believed that the key signed, but what had been received before. */
  readonly revokedFrom?: string;
}

/** How many distinct keys of a role must have co-signed. */
export interface RequiredRole {
  readonly role: string;
  readonly threshold: number;
}

/** How much a sender may hand over. */
export interface Limits {
  /** Records, and bytes of the payload, of one batch; null sets no bound. */
  readonly batchRecords: number | null;
  readonly batchBytes: number | null;
  /** Records of one controller in batches created on one day; null sets no bound. */
  readonly dailyRecords: number | null;
  /** The time zone in which days begin, such as `Europe/Paris`. */
  readonly dayZone: string;
}

/** Who is trusted for what, and which batches are acceptable. */
export interface Policy {
  readonly keys: readonly TrustedKey[];
  readonly requiredRoles: readonly RequiredRole[];
  /** The name that batches must be addressed to; null accepts any. */
  readonly recipient: string | null;
  /** The age recipients that batches may be encrypted to; null accepts any beside that of the opening key. */
  readonly allowedRecipients: readonly string[] | null;
  /** Recipients of which a batch must be encrypted to at least one: this party's own. Any where left out. */
  readonly ownRecipients?: readonly string[];
  /** The channels that batches may come by; any where left out. */
  readonly channels?: readonly Channel[];
  /** How much batches may hold; no bound where left out. */
  readonly limits?: Limits;
  /** Record profiles that may be imported. */
  readonly profiles: readonly Profile[];
  /** How far clocks may differ, in seconds. */
  readonly clockSkewSeconds: number;
  /** Oldest fact accepted, in days before reception; null sets no bound. */
  readonly maxFactAgeDays: number | null;
}

/**
 * Chooses the policy by the sender that the manifest names, of which nothing is verified at that moment: it only decides
 * whose keys are tried. Null where the manifest cannot be read; the policy then trusts no key.
 */
export type ChoosePolicy = (claimedSender: string | null) => Policy | Promise<Policy>;

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
