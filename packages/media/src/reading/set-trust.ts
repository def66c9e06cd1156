import { type PublicKey, parseSignatureFile, parseTrustedComment, ScelleError, verifySignature } from '@scelle/core';
import { MediaError } from '../errors/media-error.ts';
import type { SetIndex } from '../index-sectors/set-index.ts';
import { MEDIA_FORMAT, MEDIA_ROLE, type SetDescription } from '../set/description.ts';

/** The key of a party that may send sets. */
export interface TrustedSender {
  readonly name: string;
  readonly publicKey: PublicKey;
}

/** Which sets are taken. */
export interface SetTrust {
  /** Keys with which the description must be signed; where there are none, the signature is not checked. */
  readonly senders?: readonly TrustedSender[];
  /** The party to which the set must be addressed; any where left out. */
  readonly recipient?: string;
}

/** Throws `set-not-authentic` or `set-for-others` where a set is not one to be taken. */
export function checkTrust(index: SetIndex, description: SetDescription, { senders = [], recipient }: SetTrust): void {
  if (senders.length > 0 && !isSignedByAny(index, description, senders)) {
    throw new MediaError('set-not-authentic', { name: description.sender });
  }
  if (recipient !== undefined && recipient !== description.recipient) {
    throw new MediaError('set-for-others', { found: description.recipient, expected: recipient });
  }
}

function isSignedByAny(index: SetIndex, { sender }: SetDescription, senders: readonly TrustedSender[]): boolean {
  const { signature, descriptionBytes } = index;
  if (signature === null || descriptionBytes === null) return false;
  try {
    const file = parseSignatureFile(signature);
    const { format, role, signer } = parseTrustedComment(file.trustedComment);
    const isStated = format === MEDIA_FORMAT && role === MEDIA_ROLE && signer === sender;
    const keys = senders.filter(({ name }) => name === sender);
    return isStated && keys.some(({ publicKey }) => verifySignature(file, descriptionBytes, publicKey));
  } catch (error) {
    if (error instanceof ScelleError) return false;
    throw error;
  }
}
