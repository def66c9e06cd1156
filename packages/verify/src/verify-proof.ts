import type { Profile } from '@scelle/core';
import {
  checkProof,
  findProfile,
  formatKeyId,
  type Proof,
  type ProvenRecord,
  parseRecordLine,
} from '@scelle/core/browser';
import type { TrustedKey } from './contract/policy.ts';
import { checkContentDocument } from './steps/content.ts';
import { checkSender, checkStatement } from './steps/manifest.ts';
import { checkSeal, checkValidity } from './steps/signature.ts';

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
 * Checks a disclosed record without any opening key: its seal by a key that was valid for the sender, its path to the
 * sealed root, and the form of the record. Throws `seal-unknown-key`, `seal-wrong`, `key-not-yet-valid`, `key-expired`,
 * `sender-key-mismatch`, `trusted-comment-mismatch`, `content-document-mismatch`, and the codes of
 * `parseSignatureFile`, `parseTrustedComment`, `checkProof` and `parseRecordLine`. Source: docs/format.md § Proofs.
 */
export function verifyProof(
  proof: Proof,
  keys: readonly TrustedKey[],
  profiles: readonly Profile[] = [],
): VerifiedProof {
  const encoder = new TextEncoder();
  const seal = checkSeal({ seal: encoder.encode(proof.seal), manifest: encoder.encode(proof.manifest) }, keys);
  checkValidity(seal);
  const proven = checkProof(proof);
  const { manifest } = proven;
  const senderKey = checkSender(seal, manifest);
  checkStatement(seal);
  if (proof.content !== null) checkContentDocument(encoder.encode(proof.content.text), manifest, senderKey);
  const profile = findProfile(manifest.profile, profiles);
  if (profile !== null) parseRecordLine(profile, encoder.encode(proven.line));
  return {
    ...proven,
    signer: seal.comment.signer,
    keyId: formatKeyId(senderKey.publicKey.keyNumber),
    sealedAt: seal.comment.time,
    testData: profile?.test ?? null,
  };
}
