import { CoreError } from '../errors/core-error.ts';
import { parseBech32 } from './bech32.ts';
import { HYBRID_PUBLIC_KEY_BYTES, wrapHybrid } from './hybrid.ts';
import type { Recipient } from './keys.ts';
import { wrapX25519, X25519_KEY_BYTES } from './x25519.ts';

/** Human-readable part of X25519 recipients (age.md § The X25519 recipient type). */
export const X25519_RECIPIENT_PREFIX = 'age';

/** Human-readable part of hybrid recipients (age.md § The MLKEM768-X25519 hybrid post-quantum recipient type). */
export const HYBRID_RECIPIENT_PREFIX = 'age1pq';

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
