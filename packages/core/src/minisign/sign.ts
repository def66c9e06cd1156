import { CoreError } from '../errors/core-error.ts';
import { blake2b, verifyDetached } from '../sodium/functions.ts';
import { formatKeyId } from './key-file.ts';
import type { PublicKey } from './public-key.ts';
import { encodeSignatureFile, SIGNATURE_BYTES, type SignatureFile } from './signature-file.ts';
import { encodeTrustedComment, type TrustedComment } from './trusted-comment.ts';

/**
 * Whoever can sign: a secret key in memory, or a key management service, a PKCS#11 token or a YubiKey behind the same
 * three members.
 */
export interface Signer {
  /** The 8 bytes by which minisign names the key pair. */
  readonly keyNumber: Uint8Array;
  /** The Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** The raw Ed25519 signature, 64 bytes, over exactly `bytes`. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Length in bytes of a BLAKE2b-512. */
const HASH_BYTES = 64;

/** What the first signature of a file signs: the BLAKE2b-512 of the message. */
export function hashMessage(message: Uint8Array): Uint8Array {
  return blake2b(HASH_BYTES, message);
}

/** What the global signature signs: the first signature, then the trusted comment without its prefix. */
export function joinTrustedPart(signature: Uint8Array, trustedComment: string): Uint8Array {
  const comment = new TextEncoder().encode(trustedComment);
  const bytes = new Uint8Array(signature.length + comment.length);
  bytes.set(signature);
  bytes.set(comment, signature.length);
  return bytes;
}

/** Who signs what, with which comments. */
interface SignatureRequest {
  readonly signer: Signer;
  readonly message: Uint8Array;
  readonly untrustedComment: string;
  readonly trustedComment: string;
}

/**
 * Signs the message: the bytes of its `.minisig` file. Throws `signature-comment-invalid`, `signature-too-large`, and
 * `signer-mismatch` where the signer's answer does not verify with its own public key.
 * Source: docs/format.md § Signatures.
 */
export async function signMinisig(request: SignatureRequest): Promise<Uint8Array> {
  const { signer, message, untrustedComment, trustedComment } = request;
  const signature = await signAndCheck(signer, hashMessage(message));
  const globalSignature = await signAndCheck(signer, joinTrustedPart(signature, trustedComment));
  return encodeSignatureFile({
    untrustedComment,
    keyNumber: signer.keyNumber,
    signature,
    trustedComment,
    globalSignature,
  });
}

/** A token with the wrong key in it, or a fault while signing, must not show only at the recipient's. */
async function signAndCheck(signer: Signer, bytes: Uint8Array): Promise<Uint8Array> {
  const signature = await signer.sign(bytes);
  const verifies = signature.length === SIGNATURE_BYTES && verifyDetached(signature, bytes, signer.publicKey);
  if (!verifies) throw new CoreError('signer-mismatch', { name: formatKeyId(signer.keyNumber) });
  return signature;
}

/**
 * Signs a Scellé document: the bytes of its minisign file. The untrusted comment is the format word, the trusted one
 * what the signer states. Throws the codes of `signMinisig` and `encodeTrustedComment`.
 * Source: docs/format.md § Signatures.
 */
export async function signDocument(
  signer: Signer,
  document: Uint8Array,
  statement: TrustedComment,
): Promise<Uint8Array> {
  return signMinisig({
    signer,
    message: document,
    untrustedComment: statement.format,
    trustedComment: encodeTrustedComment(statement),
  });
}

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

/**
 * Whether the raw signature, of 64 bytes, was made for exactly these bytes. Of a key that `parsePublicKey` did not take
 * nothing follows from it.
 */
export function verifyBytes(signature: Uint8Array, bytes: Uint8Array, publicKey: Pick<PublicKey, 'key'>): boolean {
  return verifyDetached(signature, bytes, publicKey.key);
}
