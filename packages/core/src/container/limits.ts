import { limits } from '../batch/limits.ts';
import { CoreError } from '../errors/core-error.ts';
import { manifestMember, payloadMember } from './member-names.ts';

/** The most bytes of one member. */
export function maximalMemberBytes(member: string): number {
  if (member === payloadMember) return Number.MAX_SAFE_INTEGER;
  return member === manifestMember ? limits.manifestBytes : limits.signatureBytes;
}

/** Throws `container-member-too-large` if a member of `bytes` bytes is over its limit (docs/format.md § Limits). */
export function checkMemberSize(member: string, bytes: number): void {
  const limit = maximalMemberBytes(member);
  if (bytes > limit) throw new CoreError('container-member-too-large', { member, found: bytes, limit });
}

/** Throws `container-too-many-signatures` if a batch has more co-signatures than it may. */
export function checkCoSignatureCount(count: number): void {
  const limit = limits.coSignatures;
  if (count > limit) throw new CoreError('container-too-many-signatures', { found: count, limit });
}
