import { CoreError } from '../errors/core-error.ts';
import { limits } from '../limits.ts';

/** The age file. */
export const payloadMember = 'payload.tar.zst.age';
/** What every signature signs. */
export const manifestMember = 'manifest.json';
/** The sender's signature. */
export const sealMember = 'manifest.json.minisig';

const coSignaturePattern = /^manifest\.json\.([a-z0-9][a-z0-9-]{0,31})\.([0-9a-f]{16})\.minisig$/;

/** Whose co-signature a member is: `keyId` is 16 lower-case hex digits in the order in which minisign prints them. */
export interface CoSigner {
  readonly role: string;
  readonly keyId: string;
}

/** The member that holds the co-signature (docs/format.md § Outer container). */
export function toCoSignatureMember({ role, keyId }: CoSigner): string {
  return `manifest.json.${role}.${keyId}.minisig`;
}

/** Whose co-signature the member is; null if its name is not one. The role `sender` belongs to the seal alone. */
export function parseCoSignatureMember(member: string): CoSigner | null {
  const [, role, keyId] = coSignaturePattern.exec(member) ?? [];
  return role === undefined || keyId === undefined || role === 'sender' ? null : { role, keyId };
}

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
