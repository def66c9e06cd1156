import { hash } from 'node:crypto';

/**
 * What two people compare over the telephone: the SHA-256 of a public key as it is printed, in hex. Anyone can compute
 * it with `printf %s KEY | sha256sum`.
 */
export function toFingerprint(publicKey: string): string {
  return hash('sha256', publicKey);
}
