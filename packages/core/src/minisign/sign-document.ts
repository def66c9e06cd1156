import { signMinisig } from './sign.ts';
import type { Signer } from './signer.ts';
import { encodeTrustedComment, type TrustedComment } from './trusted-comment.ts';

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
