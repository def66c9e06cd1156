import { CoreError } from '../errors/core-error.ts';
import { manifestMember, payloadMember } from './member-names.ts';

/** The most co-signatures that a batch carries (docs/format.md § Limits). */
export const maximalCoSignatures = 16;

const maximalManifestBytes = 1 << 20;
const maximalSignatureBytes = 4 << 10;

/** The most bytes of one member. */
export function maximalMemberBytes(member: string): number {
  if (member === payloadMember) return Number.MAX_SAFE_INTEGER;
  return member === manifestMember ? maximalManifestBytes : maximalSignatureBytes;
}

/** Throws `container-member-too-large` if a member of `bytes` bytes is over its limit (docs/format.md § Limits). */
export function checkMemberSize(member: string, bytes: number): void {
  const limit = maximalMemberBytes(member);
  if (bytes > limit) throw new CoreError('container-member-too-large', { member, found: bytes, limit });
}

/** Throws `container-too-many-signatures` if a batch has more co-signatures than it may. */
export function checkCoSignatureCount(count: number): void {
  const limit = maximalCoSignatures;
  if (count > limit) throw new CoreError('container-too-many-signatures', { found: count, limit });
}
