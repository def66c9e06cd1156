import { encodeUnpaddedBase64 } from '../canonical/encoding.ts';
import { CoreError } from '../errors/core-error.ts';
import { multiplyBase, multiplyPoint } from '../sodium.ts';
import { deriveKey, parseStanzaArgument, type Stanza, unwrapFileKey, wrapFileKey } from './header.ts';
import type { RandomSource } from './keys.ts';

/** Bytes of a public key, of a secret key and of an ephemeral share. */
export const X25519_KEY_BYTES = 32;

const TYPE = 'X25519';
const INFO = 'age-encryption.org/v1/X25519';

/** The public key of a secret key. */
export function toX25519PublicKey(secretKey: Uint8Array): Uint8Array {
  return multiplyBase(secretKey);
}

/**
 * Wraps a file key for a public key (age.md § X25519 recipient stanza). Throws `age-recipient-invalid` where the
 * public key is a point of low order.
 */
export function wrapX25519(fileKey: Uint8Array, publicKey: Uint8Array, random: RandomSource): Stanza {
  const ephemeral = random(X25519_KEY_BYTES);
  const share = toX25519PublicKey(ephemeral);
  const shared = multiplyPoint(ephemeral, publicKey);
  if (shared === null) throw new CoreError('age-recipient-invalid');
  const body = wrapFileKey(fileKey, deriveWrapKey(shared, share, publicKey));
  return { type: TYPE, args: [encodeUnpaddedBase64(share)], body };
}

/**
 * The file key, or null where the stanza is for another key. Throws `age-stanza-invalid` where it is malformed or its
 * share is a point of low order.
 */
export function unwrapX25519(stanza: Stanza, secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  if (stanza.type !== TYPE) return null;
  const share = parseStanzaArgument(stanza, { args: 1, bytes: X25519_KEY_BYTES });
  const shared = multiplyPoint(secretKey, share);
  if (shared === null) throw new CoreError('age-stanza-invalid', { name: TYPE });
  return unwrapFileKey(stanza.body, deriveWrapKey(shared, share, publicKey));
}

function deriveWrapKey(shared: Uint8Array, share: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return deriveKey(shared, Buffer.concat([share, publicKey]), INFO);
}
