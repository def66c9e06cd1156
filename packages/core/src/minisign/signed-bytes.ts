import { sodium } from '../sodium.ts';

/** What the first signature of a file signs: the BLAKE2b-512 of the message. */
export function hashMessage(message: Uint8Array): Uint8Array {
  return sodium.crypto_generichash(sodium.crypto_generichash_BYTES_MAX, message, null);
}

/** What the global signature signs: the first signature, then the trusted comment without its prefix. */
export function joinTrustedPart(signature: Uint8Array, trustedComment: string): Uint8Array {
  const comment = new TextEncoder().encode(trustedComment);
  const bytes = new Uint8Array(signature.length + comment.length);
  bytes.set(signature);
  bytes.set(comment, signature.length);
  return bytes;
}
