import { randomBytes } from 'node:crypto';
import type { AbortOptions } from '../io/abort.ts';
import type { Stanza } from './header.ts';

/** Where secret random bytes come from: exactly `length` of them, unpredictable and never given twice. */
export type RandomSource = (length: number) => Uint8Array;

/** The random source of the operating system, which everything uses unless another is passed in. */
export function systemRandom(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length));
}

/** Wraps the file key of a new file into a stanza. */
export interface FileKeyWrapper {
  /** Type of the stanza. Files are encrypted to wrappers of one type only. */
  readonly type: string;
  /** Takes the 16-byte file key. Throws `age-recipient-invalid` where the public key is unusable. */
  wrap(fileKey: Uint8Array, random: RandomSource): Stanza | Promise<Stanza>;
}

/** Finds the file key in a stanza. */
export interface FileKeyUnwrapper {
  /**
   * The 16-byte file key, or null where the stanza is for somebody else. Throws `age-stanza-invalid` where the stanza
   * is of the right type and malformed. Nobody waits for its answer once `signal` is aborted; whoever asks a service ends
   * the request then.
   */
  unwrap(stanza: Stanza, options?: AbortOptions): Uint8Array | null | Promise<Uint8Array | null>;
}

/** The kinds of recipient to whom a batch can be sealed, by the type of their stanzas. */
export type RecipientType = 'X25519' | 'mlkem768x25519';

/** A public key to which files are encrypted. */
export interface Recipient extends FileKeyWrapper {
  /** `age1…` (X25519) or `age1pq1…` (hybrid, safe from a later quantum computer). */
  readonly text: string;
  readonly type: RecipientType;
}

/** What opens files: a secret key in memory, or a token or service that never gives it away. */
export interface Identity extends FileKeyUnwrapper {
  /** The text of the recipient to which this is the secret part. */
  readonly recipient: string;
}

/** A secret key in memory. */
export interface SecretIdentity extends Identity, Disposable {
  /** Overwrites the secret; it opens nothing afterwards. */
  wipe(): void;
}

/** At least one of them: without an identity nothing can be opened. */
export type Identities = readonly [Identity, ...Identity[]];

/** A secret key as text, and the recipient that belongs to it. */
export interface IdentityText {
  /** `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`. */
  readonly secret: string;
  /** `age1…` or `age1pq1…`. */
  readonly recipient: string;
}
