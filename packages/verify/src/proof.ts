// What a page needs to check a proof: the same functions as elsewhere, and no module of Node.

export type { Profile } from '@scelle/core';
export {
  CoreError,
  ipEvidence,
  ipEvidenceTest,
  type Proof,
  type PublicKey,
  parseProof,
  parsePublicKey,
  ScelleError,
} from '@scelle/core/browser';
export type { TrustedKey } from './contract/policy.ts';
export { VerifyError } from './errors/verify-error.ts';
export { type VerifiedProof, verifyProof } from './verify-proof.ts';
