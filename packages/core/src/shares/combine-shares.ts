import { combine } from 'shamir-secret-sharing';
import { parseIdentity } from '../age/identity.ts';
import type { Identity } from '../age/keys.ts';
import { CoreError } from '../errors/core-error.ts';
import type { Share } from './share.ts';

/**
 * The identity that shares give together. Throws `share-repeated`, `share-foreign` (with the index of the share that
 * belongs to another set), `shares-too-few`, or `shares-wrong` where what they give is not the secret key of their
 * recipient. Source: docs/format.md § Shares.
 */
export async function combineShares(shares: readonly Share[]): Promise<Identity> {
  checkTogether(shares);
  const secret = await interpolate(shares);
  // Threat: a forged share gives another secret, and the library says nothing.
  const identity = secret === null ? null : tryParse(secret);
  if (identity === null || identity.recipient !== shares[0]!.recipient) throw new CoreError('shares-wrong');
  return identity;
}

/** Whether the shares say of themselves that they go together, and are enough. */
function checkTogether(shares: readonly Share[]): void {
  const numbers = new Set<number>();
  for (const [index, share] of shares.entries()) {
    if (describeSet(share) !== describeSet(shares[0]!)) throw new CoreError('share-foreign', { index });
    if (numbers.has(share.number)) throw new CoreError('share-repeated', { index });
    numbers.add(share.number);
  }
  const expected = shares[0]?.threshold ?? 2;
  if (shares.length < expected) throw new CoreError('shares-too-few', { found: shares.length, expected });
}

function describeSet({ set, threshold, count, recipient }: Share): string {
  return JSON.stringify([set, threshold, count, recipient]);
}

/** The secret, or null where the shares are of different lengths or two were taken at one point. */
async function interpolate(shares: readonly Share[]): Promise<string | null> {
  // The library takes no subclass, such as Buffer.
  const parts = shares.map(({ data }) => Uint8Array.from(Buffer.from(data, 'hex')));
  const lengths = new Set(parts.map((part) => part.length));
  const points = new Set(parts.map((part) => part.at(-1)));
  if (lengths.size > 1 || points.size < parts.length) return null;
  const secret = await combine(parts);
  for (const part of parts) part.fill(0);
  const text = Buffer.from(secret).toString('latin1');
  secret.fill(0);
  return text;
}

function tryParse(text: string): Identity | null {
  try {
    return parseIdentity(text);
  } catch {
    return null;
  }
}
