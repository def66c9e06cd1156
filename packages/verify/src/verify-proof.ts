import {
  BATCH_FORMAT,
  checkProof,
  findProfile,
  formatKeyId,
  type Profile,
  type Proof,
  type ProvenRecord,
  parseRecordLine,
  parseSignatureFile,
  parseTrustedComment,
  publicKeyBase64,
  verifySignature,
} from '@scelle/core';
import type { TrustedKey } from './policy.ts';
import { VerifyError } from './verify-error.ts';

/** A proof that holds: what was sealed, by whom, and when they say they did. */
export interface VerifiedProof extends ProvenRecord {
  readonly signer: string;
  readonly keyId: string;
  /** When the seal was made, as the sender claims. */
  readonly sealedAt: string;
  /** Whether the profile marks the record as test data; null where the profile is not known. */
  readonly testData: boolean | null;
}

/**
 * Checks a disclosed record without any opening key: its seal by a key trusted for the sender, its path to the sealed
 * root, and the form of the record. Throws `seal-unknown-key`, `seal-wrong`, `sender-key-mismatch`,
 * `content-document-mismatch`, `trusted-comment-mismatch`, and the codes of `checkProof` and `parseRecordLine`.
 * Source: docs/format.md § Proofs.
 */
export function verifyProof(
  proof: Proof,
  keys: readonly TrustedKey[],
  profiles: readonly Profile[] = [],
): VerifiedProof {
  const encoder = new TextEncoder();
  const seal = parseSignatureFile(encoder.encode(proof.seal));
  const numbered = keys.filter(
    ({ role, publicKey }) => role === 'sender' && Buffer.compare(publicKey.keyNumber, seal.keyNumber) === 0,
  );
  if (numbered.length === 0) throw new VerifyError('seal-unknown-key', { found: formatKeyId(seal.keyNumber) });
  const verified = numbered.filter(({ publicKey }) => verifySignature(seal, encoder.encode(proof.manifest), publicKey));
  if (verified.length === 0) throw new VerifyError('seal-wrong');

  const proven = checkProof(proof);
  const { manifest } = proven;
  const key = verified.find(({ name }) => name === null || name === manifest.sender);
  if (key === undefined) {
    const expected = verified.map(({ name }) => name).join(', ');
    throw new VerifyError('sender-key-mismatch', { found: manifest.sender, expected });
  }
  const comment = parseTrustedComment(seal.trustedComment);
  const { format, role, signer } = comment;
  if (format !== BATCH_FORMAT || role !== 'sender' || signer !== manifest.sender) {
    const found = `${format} ${role} ${signer}`;
    const expected = `${BATCH_FORMAT} sender ${manifest.sender}`;
    throw new VerifyError('trusted-comment-mismatch', { member: 'seal', field: 'signer', found, expected });
  }
  checkContent(proven, key);
  const profile = findProfile(manifest.profile, profiles);
  if (profile !== null) parseRecordLine(profile, encoder.encode(proven.line));
  return {
    ...proven,
    signer,
    keyId: formatKeyId(seal.keyNumber),
    sealedAt: comment.time,
    testData: profile?.test ?? null,
  };
}

function checkContent({ content, manifest }: ProvenRecord, { publicKey }: TrustedKey): void {
  if (content === null) return;
  const agrees =
    content.id === manifest.id &&
    content.sender === manifest.sender &&
    content.recipient === manifest.recipient &&
    content.stream === manifest.stream &&
    content.sequence === manifest.sequence &&
    content.senderKey === publicKeyBase64(publicKey);
  if (!agrees) throw new VerifyError('content-document-mismatch', { member: 'batch.json', field: 'sender' });
}
