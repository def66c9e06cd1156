import type { Profile, PublicKey } from '@scelle/core';

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
}

/** How many distinct keys of a role must have co-signed. */
export interface RequiredRole {
  readonly role: string;
  readonly threshold: number;
}

/** Who is trusted for what, and which batches are acceptable. */
export interface Policy {
  readonly keys: readonly TrustedKey[];
  readonly requiredRoles: readonly RequiredRole[];
  /** The name that batches must be addressed to; null accepts any. */
  readonly recipient: string | null;
  /** The age recipients that batches may be sealed to; null accepts any beside that of the opening key. */
  readonly allowedRecipients: readonly string[] | null;
  /** Record profiles that may be imported. */
  readonly profiles: readonly Profile[];
  /** How far clocks may differ, in seconds. */
  readonly clockSkewSeconds: number;
  /** Oldest fact accepted, in days before reception; null sets no bound. */
  readonly maxFactAgeDays: number | null;
}
