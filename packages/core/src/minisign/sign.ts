import { CoreError } from '../errors/core-error.ts';
import { sodium } from '../sodium.ts';
import { formatKeyId } from './key-id.ts';
import { encodeSignatureFile, SIGNATURE_BYTES } from './signature-file.ts';
import { hashMessage, joinTrustedPart } from './signed-bytes.ts';
import type { Signer } from './signer.ts';

/** Who signs what, with which comments. */
export interface SignatureRequest {
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
  const verifies =
    signature.length === SIGNATURE_BYTES && sodium.crypto_sign_verify_detached(signature, bytes, signer.publicKey);
  if (!verifies) throw new CoreError('signer-mismatch', { name: formatKeyId(signer.keyNumber) });
  return signature;
}
