/**
 * What a page needs to check a proof: the same functions as elsewhere, and no module of Node.
 *
 * @example A page is given the proof and the public key of the sender, each as the text of its file.
 * ```ts
 * import { parseProof, parsePublicKey, verifyProof } from '@scelle/verify/proof';
 *
 * export function judge(proof: string, key: string): string {
 *   const keys = [{ role: 'sender', name: 'tmg', publicKey: parsePublicKey(key) }] as const;
 *   const { line, manifest, sealedAt } = verifyProof(parseProof(new TextEncoder().encode(proof)), keys);
 *   return `${manifest.sender} sealed on ${sealedAt}: ${line}`;
 * }
 * ```
 * @module proof
 */

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
