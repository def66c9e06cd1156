import { CoreError } from '../errors/core-error.ts';
import type { ErrorDetails } from '../errors/define-errors.ts';
import { encodeBech32, parseBech32 } from './bech32.ts';
import {
  HYBRID_PUBLIC_KEY_BYTES,
  HYBRID_SECRET_KEY_BYTES,
  toHybridPublicKey,
  unwrapHybrid,
  wrapHybrid,
} from './hybrid.ts';
import { type Identity, type IdentityText, type RandomSource, type Recipient, systemRandom } from './keys.ts';
import { toX25519PublicKey, unwrapX25519, wrapX25519, X25519_KEY_BYTES } from './x25519.ts';

/** Human-readable part of X25519 recipients (age.md § The X25519 recipient type). */
const X25519_RECIPIENT_PREFIX = 'age';

/** Human-readable part of hybrid recipients (age.md § The MLKEM768-X25519 hybrid post-quantum recipient type). */
const HYBRID_RECIPIENT_PREFIX = 'age1pq';

/** Reads `age1…` or `age1pq1…`. Throws `age-recipient-invalid` for anything else, also for tags and plugins. */
export function parseRecipient(text: string): Recipient {
  const { prefix, data } = parseBech32(text) ?? {};
  if (prefix === X25519_RECIPIENT_PREFIX && data?.length === X25519_KEY_BYTES) {
    return { text, type: 'X25519', wrap: (fileKey, random) => wrapX25519(fileKey, data, random) };
  }
  if (prefix === HYBRID_RECIPIENT_PREFIX && data?.length === HYBRID_PUBLIC_KEY_BYTES) {
    return { text, type: 'mlkem768x25519', wrap: (fileKey, random) => wrapHybrid(fileKey, data, random) };
  }
  throw new CoreError('age-recipient-invalid');
}

const X25519_PREFIX = 'age-secret-key-';
const HYBRID_PREFIX = 'age-secret-key-pq-';

/** How an identity is made. */
export interface GenerateIdentityOptions {
  /** Makes a hybrid key, which a later quantum computer cannot open either. Default: true. */
  readonly postQuantum?: boolean;
  readonly random?: RandomSource;
}

/** Makes a new secret key and its recipient. */
export function generateIdentity(options: GenerateIdentityOptions = {}): IdentityText {
  const { postQuantum = true, random = systemRandom } = options;
  const prefix = postQuantum ? HYBRID_PREFIX : X25519_PREFIX;
  const secret = encodeBech32(prefix, random(32)).toUpperCase();
  return { secret, recipient: parseIdentity(secret).recipient };
}

/**
 * Reads `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`. Throws `age-identity-invalid`, whose details are the given
 * place and never the text.
 */
export function parseIdentity(text: string, place: ErrorDetails = {}): Identity {
  const { prefix, data } = parseBech32(text.toLowerCase()) ?? {};
  const upperCase = text === text.toUpperCase();
  if (upperCase && prefix === X25519_PREFIX && data?.length === X25519_KEY_BYTES) return createX25519Identity(data);
  if (upperCase && prefix === HYBRID_PREFIX && data?.length === HYBRID_SECRET_KEY_BYTES) {
    return createHybridIdentity(data);
  }
  throw new CoreError('age-identity-invalid', place);
}

function createX25519Identity(secretKey: Uint8Array): Identity {
  const publicKey = toX25519PublicKey(secretKey);
  return {
    recipient: encodeBech32(X25519_RECIPIENT_PREFIX, publicKey),
    unwrap: (stanza) => unwrapX25519(stanza, secretKey, publicKey),
  };
}

function createHybridIdentity(secretKey: Uint8Array): Identity {
  return {
    recipient: encodeBech32(HYBRID_RECIPIENT_PREFIX, toHybridPublicKey(secretKey)),
    unwrap: (stanza) => unwrapHybrid(stanza, secretKey),
  };
}
