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
