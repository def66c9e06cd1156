import { combine, split } from 'shamir-secret-sharing';
import { parseIdentity } from '../age/identity.ts';
import { type Identity, type IdentityText, type RandomSource, systemRandom } from '../age/keys.ts';
import { CoreError } from '../errors/core-error.ts';
import { MAX_SHARES, SHARE_FORMAT, type Share, sealShare } from './share.ts';

/** Into how many shares an identity is split, and how many of them give it back. */
export interface SplitOptions {
  /** From 2 to 255. */
  readonly shares: number;
  /** From 2 to `shares`. */
  readonly threshold: number;
  /** Names the set. The polynomials always come from the operating system's random source. */
  readonly random?: RandomSource;
}

const SET_BYTES = 16;

/**
 * Splits an identity: any `threshold` of the shares give it back, and fewer give nothing of it. Every call makes a new
 * set, whose shares do not go together with those of another. Throws `share-numbers-invalid`.
 * Source: docs/format.md § Shares.
 */
export async function splitIdentity(
  { secret, recipient }: IdentityText,
  { shares: count, threshold, random = systemRandom }: SplitOptions,
): Promise<readonly Share[]> {
  const isPossible = Number.isInteger(count) && Number.isInteger(threshold) && 2 <= threshold && threshold <= count;
  if (!isPossible || count > MAX_SHARES) throw new CoreError('share-numbers-invalid', { limit: MAX_SHARES });
  const set = Buffer.from(random(SET_BYTES)).toString('hex');
  const bytes = new TextEncoder().encode(secret);
  const parts = await split(bytes, count, threshold);
  bytes.fill(0);
  return parts.map((part, index) => {
    const data = Buffer.from(part).toString('hex');
    part.fill(0);
    return sealShare({ format: SHARE_FORMAT, set, threshold, count, number: index + 1, recipient, data });
  });
}

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
