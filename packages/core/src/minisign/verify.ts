import { sodium } from '../sodium.ts';
import type { PublicKey } from './public-key.ts';
import type { SignatureFile } from './signature-file.ts';
import { hashMessage, joinTrustedPart } from './signed-bytes.ts';

/**
 * Whether the file was made for exactly this message by the holder of this key: the key numbers agree, and both the
 * signature of the message and the one of the trusted comment verify. libsodium refuses an S that is not reduced and
 * points of small order. Source: docs/format.md § Signatures.
 */
export function verifySignature(file: SignatureFile, message: Uint8Array, publicKey: PublicKey): boolean {
  return (
    Buffer.compare(file.keyNumber, publicKey.keyNumber) === 0 &&
    verifyBytes(file.signature, hashMessage(message), publicKey) &&
    verifyBytes(file.globalSignature, joinTrustedPart(file.signature, file.trustedComment), publicKey)
  );
}

function verifyBytes(signature: Uint8Array, bytes: Uint8Array, publicKey: PublicKey): boolean {
  return sodium.crypto_sign_verify_detached(signature, bytes, publicKey.key);
}
