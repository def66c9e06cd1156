import { generateIdentity, parseIdentity, parseRecipient } from '../../src/age/identity.ts';
import type { Identity, Recipient } from '../../src/age/keys.ts';

/** A new key in all its forms. */
export function createKey(postQuantum: boolean): {
  readonly secret: string;
  readonly identity: Identity;
  readonly recipient: Recipient;
} {
  const { secret, recipient } = generateIdentity({ postQuantum });
  return { secret, identity: parseIdentity(secret), recipient: parseRecipient(recipient) };
}
